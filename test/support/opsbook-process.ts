// The bot as a process of its own that a test may kill, between a local Slack and a database that both outlive it.

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, watch } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from 'vitest';
import { z } from 'zod';
import { workspace } from '../../practice/range.ts';
import { startLocalSlack, type LocalSlack } from '../../practice/slack/local-slack.ts';
import type { ReadableMessage } from '../../practice/slack/people/readable.ts';
import { builtProgram } from './built-program.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { startDatabaseProxy, type DatabaseProxy } from './database-proxy.ts';
import { freePort, manifest } from './opsbook.ts';
import { signal } from './signal.ts';

export interface OpsbookProcess {
  readonly slack: LocalSlack;
  /** What `/readyz` says, and its status. */
  ready(): Promise<{ readonly status: number; readonly troubles: readonly string[] }>;
  /** Starts the bot; resolves when it is ready. */
  start(): Promise<void>;
  /** SIGKILL, at once. */
  kill(): void;
  /** SIGTERM; the exit code is what `ended` gives. */
  terminate(): void;
  /** The exit code, once the process is gone; null when a signal ended it. */
  ended(): Promise<number | null>;
  /** A file in the folder where the runbook's scripts run; empty when it is not there. */
  file(name: string): Promise<string>;
  /** Writes an empty file there, for a script that waits for it. */
  touch(name: string): Promise<void>;
  /** Takes it away again. */
  remove(name: string): Promise<void>;
  /** Calls `act` when a script first writes the file. */
  onFile(name: string, act: () => void): void;
  /** The one card of a run in #ops, as Maria sees it, once it says `words`; two cards of one run are an error. */
  card(run: number, words: string): Promise<ReadableMessage>;
  stop(): Promise<void>;
}

export interface OpsbookOnServer extends OpsbookProcess {
  /** Past the proxy. */
  readonly db: TestDatabase;
  /** Between the bot and PostgreSQL. */
  readonly proxy: DatabaseProxy;
}

/** `database`: a PostgreSQL address, or undefined for the embedded one in a folder that lasts until `stop`. */
export async function startOpsbookProcess(options: {
  readonly runbook: string;
  readonly databaseUrl?: string;
  readonly ackDeadlineMs?: number;
  readonly dataFolder?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly channels?: readonly string[];
  /** Everything that the process prints goes to this file of its home; it logs all it can. */
  readonly logFile?: string;
  /** Told of each line of the log, which is silent otherwise. */
  readonly logged?: (line: string) => void;
}): Promise<OpsbookProcess & { readonly dataFolder: string }> {
  const home = await mkdtemp(path.join(tmpdir(), 'opsbook-process-'));
  await writeFile(path.join(home, 'shop.md'), options.runbook);
  const dataFolder = options.dataFolder ?? path.join(home, 'data');
  const httpPort = await freePort();
  const { ackDeadlineMs } = options;
  const slack = await startLocalSlack({
    manifest,
    ...workspace,
    channels: [...workspace.channels, ...(options.channels ?? []).map((name) => ({ name }))],
    ...(ackDeadlineMs === undefined ? {} : { ackDeadlineMs }),
  });
  const env = {
    PATH: process.env['PATH'],
    LOG_LEVEL: options.logged === undefined ? (process.env['OPSBOOK_TEST_LOG'] ?? 'silent') : 'warn',
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    OPSBOOK_RUNBOOKS: home,
    OPSBOOK_DATA: dataFolder,
    OPSBOOK_HTTP_PORT: String(httpPort),
    OPSBOOK_RATE_LIMIT: 'off',
    SHOP_HOME: home,
    ...(options.databaseUrl === undefined ? {} : { DATABASE_URL: options.databaseUrl }),
    ...options.environment,
  };
  const printed = options.logFile === undefined ? undefined : openSync(path.join(home, options.logFile), 'a');
  let child: ChildProcess | undefined;
  const file = (name: string): Promise<string> => readFile(path.join(home, name), 'utf8').catch(() => '');
  const ended = async (): Promise<number | null> => {
    if (child === undefined) throw new Error('The bot was not started.');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    return child.exitCode;
  };
  return {
    slack,
    dataFolder,
    ready: async () => {
      const answer = await fetch(`http://127.0.0.1:${httpPort}/readyz`);
      return { status: answer.status, ...readyAnswer.parse(await answer.json()) };
    },
    start: async () => {
      child = await forkBot(env, {
        ...(printed === undefined ? {} : { printed }),
        ...(options.logged === undefined ? {} : { logged: options.logged }),
      });
      await readiness(child);
    },
    kill: () => void child?.kill('SIGKILL'),
    terminate: () => void child?.kill('SIGTERM'),
    ended,
    file,
    touch: (name) => writeFile(path.join(home, name), ''),
    remove: (name) => rm(path.join(home, name), { force: true }),
    onFile: (name, act) => {
      const watcher = watch(home, (_kind, changed) => {
        if (changed !== name) return;
        watcher.close();
        act();
      });
    },
    card: (run, words) =>
      slack.until(() => onlyCard(slack, run, words), {
        what: `the card of run ${run} to say "${words}"`,
        timeoutMs: 20_000,
      }),
    stop: async () => {
      child?.kill('SIGKILL');
      if (child !== undefined) await ended();
      if (printed !== undefined) closeSync(printed);
      await slack.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** On a PostgreSQL of its own, behind a proxy. */
export async function startOpsbookOnServer(
  runbook: string,
  options: {
    readonly environment?: Readonly<Record<string, string>>;
    readonly logged?: (line: string) => void;
    /** Another user of the database than the one that made it. */
    readonly user?: string;
  } = {},
): Promise<OpsbookOnServer> {
  const { user, ...others } = options;
  const db = await createTestDatabase('postgres');
  const address = new URL(db.url ?? '');
  if (user !== undefined) address.username = user;
  const proxy = await startDatabaseProxy(address.href);
  const opsbook = await startOpsbookProcess({ runbook, databaseUrl: proxy.url, ...others });
  return {
    ...opsbook,
    db,
    proxy,
    stop: async () => {
      await opsbook.stop();
      await proxy.stop();
      await db.drop();
    },
  };
}

/** Where what a bot prints goes: all of it into an open file, or each line of its log to somebody. */
export interface Printing {
  readonly printed?: number;
  readonly logged?: (line: string) => void;
}

/** The bot in a process of its own. */
export async function forkBot(env: NodeJS.ProcessEnv, { printed, logged }: Printing = {}): Promise<ChildProcess> {
  const quiet = env['LOG_LEVEL'] === 'silent' ? 'ignore' : 'inherit';
  const child = fork(await builtProgram(), ['start'], {
    execArgv: [],
    env,
    stdio: ['ignore', logged === undefined ? (printed ?? quiet) : 'pipe', printed ?? 'inherit', 'ipc'],
  });
  if (logged !== undefined && child.stdout !== null) createInterface(child.stdout).on('line', logged);
  return child;
}

export async function readiness(child: ChildProcess): Promise<void> {
  const ready = signal();
  child.once('message', () => ready.give());
  const exit = once(child, 'exit').then(([code]) => {
    throw new Error(`The bot ended with ${String(code)} before it was ready.`);
  });
  await Promise.race([ready.seen, exit]);
  exit.catch(() => undefined);
}

const readyAnswer = z.object({ troubles: z.array(z.string()) });

/** Cards carry their run as metadata, so that copies of one show. */
function onlyCard(slack: LocalSlack, run: number, words: string): ReadableMessage | undefined {
  const channel = slack.channel('ops')?.id ?? '';
  const cards = slack
    .as('maria')
    .sees('ops')
    .filter((message) => keyOf(message) === `run:${run}@${channel}`);
  expect(cards.length, `cards of run ${run}`).toBeLessThanOrEqual(1);
  return cards.find((card) => card.text.includes(words));
}

function keyOf({ metadata }: ReadableMessage): unknown {
  const payload = metadata?.['event_payload'];
  return typeof payload === 'object' && payload !== null && 'key' in payload ? payload.key : undefined;
}
