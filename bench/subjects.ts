// The programs that are measured, each started in a fresh process as its users start it, and stopped for good.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { builtProgram } from '../test/support/built-program.ts';
import { freePort } from './free-port.ts';
import type { PrivatePostgres } from './private-postgres.ts';
import { signingSecret } from './slack-requests.ts';
import type { Surroundings } from './surroundings.ts';

export type SubjectName = 'bare Bolt' | 'Opsbook, PostgreSQL' | 'Opsbook, embedded';

export interface Subject {
  readonly name: SubjectName;
  readonly port: number;
  /** From the start of the process until it takes requests. */
  readonly readyMs: number;
  /** Resident memory in MB now; NaN where the system does not say. */
  memoryMb(): Promise<number>;
  stop(): Promise<void>;
}

export interface Stage {
  readonly surroundings: Surroundings;
  readonly postgres: PrivatePostgres | undefined;
  /** A folder of runbooks beside its own. */
  readonly pages?: string;
  /** Where it was started before; a new place is made, and taken away at the end, when this is absent. */
  readonly place?: Place;
}

/** What outlives a process: its runbooks, its data, its database. */
export interface Place {
  readonly folder: string;
  readonly databaseUrl: string | undefined;
  tidy(): Promise<void>;
}

const startLimitMs = 180_000;
const stopLimitMs = 25_000;
const root = path.resolve(import.meta.dirname, '..');

const runbook = `---
system: bench
title: Bench
owners: ["@bench-oncall"]
approvers: ["@bench-approvers"]
targets:
  here: { http: "\${BENCH_URL}" }
---
# Bench

## First step

\`\`\`yaml procedure
id: first-step
approve: 1
lock: false
params:
  key: { type: string, pattern: "[a-z0-9]+" }
\`\`\`

1. Act.

   \`\`\`http target=here
   POST /first-step/{{key}}
   \`\`\`
`;

export async function makePlace(name: SubjectName, { postgres }: Pick<Stage, 'postgres'>): Promise<Place> {
  const folder = await mkdtemp(path.join(tmpdir(), 'opsbook-bench-'));
  await mkdir(path.join(folder, 'runbooks'));
  await writeFile(path.join(folder, 'runbooks', 'bench.md'), runbook);
  const database = name === 'Opsbook, PostgreSQL' ? await postgres?.createDatabase() : undefined;
  return {
    folder,
    databaseUrl: database?.url,
    tidy: async () => {
      await database?.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export async function startSubject(name: SubjectName, stage: Stage): Promise<Subject> {
  const { surroundings, pages } = stage;
  const place = stage.place ?? (await makePlace(name, stage));
  const runbooks = path.join(place.folder, 'runbooks');
  const port = await freePort();
  const environment = {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    NODE_OPTIONS: process.env['NODE_OPTIONS'],
    LOG_LEVEL: 'warn',
    SLACK_BOT_TOKEN: 'xoxb-bench',
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: surroundings.apiUrl,
    BENCH_URL: surroundings.url,
    PORT: String(port),
    OPSBOOK_HTTP_PORT: '0',
    OPSBOOK_RATE_LIMIT: 'off',
    OPSBOOK_RUNBOOKS: pages === undefined ? runbooks : `${runbooks}:${pages}`,
    OPSBOOK_DATA: path.join(place.folder, 'data'),
    ...(place.databaseUrl === undefined ? {} : { DATABASE_URL: place.databaseUrl }),
  };
  const program = name === 'bare Bolt' ? ['--import', 'tsx', 'bench/bare-bolt.ts'] : [await builtProgram(), 'start'];
  const startedAt = performance.now();
  const child = spawn(process.execPath, program, {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const stop = async (): Promise<void> => {
    await halt(child);
    if (stage.place === undefined) await place.tidy();
  };
  try {
    await ready(child, name);
  } catch (thrown) {
    await stop();
    throw thrown;
  }
  const readyMs = performance.now() - startedAt;
  return { name, port, readyMs, memoryMb: () => residentMb(child.pid), stop };
}

export async function ready(child: ChildProcess, name: string): Promise<void> {
  const limit = AbortSignal.timeout(startLimitMs);
  const ended = once(child, 'exit', { signal: limit }).then(() => {
    throw new Error(`${name} ended before it was ready. What it said stands above.`);
  });
  ended.catch(() => undefined);
  await Promise.race([once(child, 'message', { signal: limit }), ended]);
}

export async function halt(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const kill = setTimeout(() => child.kill('SIGKILL'), stopLimitMs);
  await ended;
  clearTimeout(kill);
}

export async function residentMb(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid ?? 0}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s*(\d+) kB/m.exec(status)?.[1]) / 1024;
}
