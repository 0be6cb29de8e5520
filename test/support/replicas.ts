// Several bots as processes of their own on one PostgreSQL and one local Slack, which a test may kill one by one.

import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'vitest';
import { z } from 'zod';
import { workspace } from '../../practice/range.ts';
import { startLocalSlack, type LocalSlack } from '../../practice/slack/local-slack.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { manifest } from './opsbook.ts';
import { forkBot, readiness } from './opsbook-process.ts';

export interface Replicas {
  readonly slack: LocalSlack;
  readonly db: TestDatabase;
  /** Where the runbook's scripts run. */
  readonly home: string;
  /** Bytes that one of them has in memory now; 0 where /proc does not tell. */
  memory(replica: number): number;
  /** SIGTERM to one of them; resolves with its exit code when it is gone. */
  terminate(replica: number): Promise<unknown>;
  /** SIGKILL to one of them; resolves when it is gone. The others learn of it at once instead of after its silence. */
  kill(replica: number): Promise<void>;
  /** SIGSTOP to the one that goes by this executor's id, as if its machine were suspended; the others take it for dead at once. */
  freeze(executor: string): Promise<void>;
  /** It goes on as if nothing had been; resolves when it has said that it lives. */
  thaw(executor: string): Promise<void>;
  /** Starts one that was killed; resolves when it is ready. */
  start(replica: number): Promise<void>;
  stop(): Promise<void>;
}

export async function startReplicas(
  count: number,
  { runbook, channels = [] }: { readonly runbook?: string; readonly channels?: readonly string[] } = {},
): Promise<Replicas> {
  const home = await mkdtemp(path.join(tmpdir(), 'opsbook-replicas-'));
  if (runbook !== undefined) await writeFile(path.join(home, 'shop.md'), runbook);
  const db = await createTestDatabase('postgres');
  const places = [...workspace.channels, ...channels.map((name) => ({ name }))];
  const slack = await startLocalSlack({ manifest, ...workspace, channels: places, limits: 'none' });
  const env = {
    PATH: process.env['PATH'],
    LOG_LEVEL: process.env['OPSBOOK_TEST_LOG'] ?? 'silent',
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    OPSBOOK_RUNBOOKS: home,
    OPSBOOK_HTTP_PORT: '0',
    OPSBOOK_RATE_LIMIT: 'off',
    DATABASE_URL: db.url,
    SHOP_HOME: home,
  };
  const children = new Map<number, { readonly child: ChildProcess; readonly executor: string }>();
  const seen: string[] = [];
  const start = async (replica: number): Promise<void> => {
    const child = await forkBot(env);
    await readiness(child);
    const row = await db.database.one(z.object({ id: z.string() }), 'select id from executor where id <> all ($1)', [
      seen,
    ]);
    const executor = row?.id ?? '';
    seen.push(executor);
    children.set(replica, { child, executor });
  };
  const kill = async (replica: number): Promise<void> => {
    const running = children.get(replica);
    if (running === undefined) return;
    children.delete(replica);
    const exit = once(running.child, 'exit');
    running.child.kill('SIGKILL');
    await exit;
    await silence(running.executor);
  };
  const silence = (executor: string): Promise<unknown> =>
    db.database.run(`update executor set seen_at = seen_at - interval '1 minute' where id = $1`, [executor]);
  const signal = (executor: string, name: NodeJS.Signals): void => {
    for (const { child, executor: id } of children.values()) if (id === executor) child.kill(name);
  };
  const freeze = async (executor: string): Promise<void> => {
    signal(executor, 'SIGSTOP');
    await silence(executor);
  };
  const thaw = async (executor: string): Promise<void> => {
    signal(executor, 'SIGCONT');
    const alive = z.object({ alive: z.boolean() });
    const look = (): Promise<{ alive: boolean } | undefined> =>
      db.database.one(alive, `select seen_at > now() - interval '5 s' as alive from executor where id = $1`, [
        executor,
      ]);
    await expect.poll(look, { timeout: 30_000 }).toEqual({ alive: true });
  };
  const terminate = async (replica: number): Promise<unknown> => {
    const running = children.get(replica);
    if (running === undefined) throw new Error(`Replica ${replica} does not run.`);
    children.delete(replica);
    const exit = once(running.child, 'exit');
    running.child.kill('SIGTERM');
    const [code]: unknown[] = await exit;
    return code;
  };
  for (let replica = 0; replica < count; replica += 1) await start(replica);
  return {
    slack,
    db,
    home,
    memory: (replica) => residentBytes(children.get(replica)?.child.pid ?? 0),
    terminate,
    kill,
    freeze,
    thaw,
    start,
    stop: async () => {
      for (const replica of children.keys()) await kill(replica);
      await slack.stop();
      await db.drop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

function residentBytes(pid: number): number {
  try {
    const [, kilobytes = '0'] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) * 1024;
  } catch {
    return 0;
  }
}
