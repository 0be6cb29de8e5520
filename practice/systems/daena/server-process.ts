// Starts the practice Daena as a child process and follows it to its end. One value is one process.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { z } from 'zod';

const listening = z.object({ kind: z.literal('listening'), port: z.number() });
const message = z.discriminatedUnion('kind', [listening, z.object({ kind: z.literal('lost') })]);

export interface ServerProcess {
  readonly pid: number | undefined;
  /** Its port, once it serves; `undefined` when it ended before that. */
  readonly listening: Promise<number | undefined>;
  readonly ended: Promise<void>;
  /** Seven of its agents stop answering; resolves when they have. */
  readonly loseAgents: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface ServerFiles {
  readonly program: string;
  readonly home: string;
  readonly log: string;
}

const stopWithinMs = 2_000;

/** Starts it with these variables and nothing of ours but PATH. `port` 0 takes any free one. */
export function startServerProcess(
  { program, home, log: logFile }: ServerFiles,
  port: number,
  env: Readonly<Record<string, string>>,
): ServerProcess {
  const log = openSync(logFile, 'a');
  const child = fork(program, [home, String(port)], {
    execArgv: ['--max-old-space-size=64'],
    env: { ...env, PATH: process.env['PATH'] },
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const told = (kind: 'listening' | 'lost'): Promise<number | undefined> =>
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
    loseAgents: async () => {
      const lost = told('lost');
      child.send('lose-agents');
      await lost;
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
