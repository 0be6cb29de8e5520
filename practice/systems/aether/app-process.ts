// Starts the practice application as a child process and follows it to its end. One value is one process.

import { fork } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { once } from 'node:events';
import { z } from 'zod';

const message = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('listening'), port: z.number() }),
  z.object({ kind: z.literal('troubled') }),
]);

export interface AppProcess {
  readonly pid: number | undefined;
  /** Its port, once it serves; `undefined` when it ended before that. */
  readonly listening: Promise<number | undefined>;
  readonly ended: Promise<void>;
  /** Resolves when the trouble is there, rejects when the process is not. */
  readonly trouble: (what: 'fails' | 'hangs') => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface AppOptions {
  /** The built program, the application's tree, and the log of this start. */
  readonly program: string;
  readonly home: string;
  readonly log: string;
  readonly adminKey: string;
  /** 0 takes any free one. */
  readonly port: number;
}

const stopWithinMs = 2_000;

export function startAppProcess({ program, home, log: file, adminKey, port }: AppOptions): AppProcess {
  const log = openSync(file, 'a');
  const child = fork(program, [home, String(port)], {
    // Its own Node flags only: a test runner's or loader's are not for it.
    execArgv: ['--max-old-space-size=64'],
    env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', AETHER_ADMIN_KEY: adminKey },
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const told = (kind: 'listening' | 'troubled'): Promise<number | undefined> =>
    new Promise((resolve) => {
      child.on('message', (raw) => {
        const said = message.parse(raw);
        if (said.kind === kind) resolve(said.kind === 'listening' ? said.port : undefined);
      });
      void ended.then(() => resolve(undefined));
    });
  return {
    pid: child.pid,
    listening: told('listening'),
    ended,
    trouble: async (what) => {
      if (!child.connected) throw new Error('ÆTHER is not running: start it before causing this fault.');
      const troubled = told('troubled');
      child.send(what);
      await troubled;
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
