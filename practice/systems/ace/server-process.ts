// Starts the practice application as a child process and follows it to its end. One value is one process.

import { fork } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { once } from 'node:events';
import { z } from 'zod';
import { cleanEnvironment } from './repository.ts';

const listening = z.object({
  kind: z.literal('listening'),
  port: z.number(),
  version: z.string(),
  revision: z.string(),
});
const message = z.discriminatedUnion('kind', [listening, z.object({ kind: z.literal('injected') })]);

export type Listening = z.infer<typeof listening>;

export interface ServerProcess {
  readonly pid: number | undefined;
  /** What it serves, once it does; `undefined` when it ended before that. */
  readonly listening: Promise<Listening | undefined>;
  readonly ended: Promise<void>;
  /** Opens its generator breaker; resolves when it is open, rejects when the process is not there to do it. */
  readonly openBreaker: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface ServerFiles {
  /** The built program, the checked-out tree, the index on disk and the log. */
  readonly program: string;
  readonly tree: string;
  readonly index: string;
  readonly log: string;
}

const stopWithinMs = 2_000;

/** Starts it. `port` 0 takes any free one. */
export function startServerProcess(files: ServerFiles, port: number): ServerProcess {
  const log = openSync(files.log, 'a');
  const child = fork(files.program, [files.tree, files.index, String(port)], {
    // Its own Node flags only: a test runner's or loader's are not for it.
    execArgv: ['--max-old-space-size=64'],
    env: { ...cleanEnvironment(), NODE_OPTIONS: '' },
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const told = (kind: 'listening' | 'injected'): Promise<Listening | undefined> =>
    new Promise((resolve) => {
      child.on('message', (raw) => {
        const said = message.parse(raw);
        if (said.kind === kind) resolve(said.kind === 'listening' ? said : undefined);
      });
      void ended.then(() => resolve(undefined));
    });
  return {
    pid: child.pid,
    listening: told('listening'),
    ended,
    openBreaker: async () => {
      if (!child.connected) throw new Error('ace-app is not running: start it before causing this fault.');
      const injected = told('injected');
      child.send('breaker-stuck-open');
      await injected;
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
