// Starts the practice application as a child process and follows it to its end. One value is one process.

import { fork } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { once } from 'node:events';
import { type Listening, type Order, report } from './application/orders.ts';
import { settingVariables, type SetVariables } from './application/settings.ts';
import { cleanEnvironment } from './repository.ts';

export interface ServerProcess {
  readonly pid: number | undefined;
  /** What it serves, once it does; `undefined` when it ended before that. */
  readonly listening: Promise<Listening | undefined>;
  readonly ended: Promise<void>;
  /** Resolves when it has done so, rejects when the process is not there to do it. */
  readonly order: (order: Order) => Promise<void>;
  readonly stop: () => Promise<void>;
}

interface ServerFiles {
  /** The built program, the checked-out tree, the index on disk and the log. */
  readonly program: string;
  readonly tree: string;
  readonly index: string;
  readonly log: string;
  readonly databaseUrl: string | undefined;
}

const stopWithinMs = 2_000;

/** Ours, without what only the deployment may set. */
function environment(): Record<string, string> {
  const own = new Set<string>([...settingVariables, 'DATABASE_URL']);
  return Object.fromEntries(Object.entries(cleanEnvironment()).filter(([name]) => !own.has(name)));
}

/** Starts it. `port` 0 takes any free one. */
export function startServerProcess(files: ServerFiles, port: number, set: SetVariables): ServerProcess {
  const log = openSync(files.log, 'a');
  const database = files.databaseUrl === undefined ? {} : { DATABASE_URL: files.databaseUrl };
  const child = fork(files.program, [files.tree, files.index, String(port)], {
    // Its own Node flags only: a test runner's or loader's are not for it.
    execArgv: ['--max-old-space-size=64'],
    env: { ...environment(), NODE_OPTIONS: '', ...database, ...set },
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const listening = new Promise<Listening | undefined>((resolve) => {
    child.on('message', (raw) => {
      const said = report.parse(raw);
      if (said.kind === 'listening') resolve(said);
    });
    void ended.then(() => resolve(undefined));
  });
  let orders = 0;
  return {
    pid: child.pid,
    listening,
    ended,
    order: async (order) => {
      if (!child.connected) throw new Error('ace-app is not running: start it first.');
      const number = (orders += 1);
      const done = new Promise<void>((resolve) => {
        child.on('message', (raw) => {
          const said = report.parse(raw);
          if (said.kind === 'done' && said.number === number) resolve();
        });
        void ended.then(resolve);
      });
      child.send({ number, order });
      await done;
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
      const exit = once(child, 'exit');
      const deadline = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
      child.kill('SIGTERM');
      await exit;
      clearTimeout(deadline);
    },
  };
}
