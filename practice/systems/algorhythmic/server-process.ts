// Starts the practice application as a child process and follows it to its end. One value is one process.

import { fork } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { once } from 'node:events';
import { fromServer, type Listening, type Trouble } from './messages.ts';
import { cleanEnvironment } from './repository.ts';

export interface ServerProcess {
  readonly pid: number | undefined;
  /** What it serves, once it does; `undefined` when it ended before that. */
  readonly listening: Promise<Listening | undefined>;
  readonly ended: Promise<void>;
  /** Resolves when it is so, rejects when the process is not there to do it. */
  readonly trouble: (trouble: Trouble) => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface ServerOptions {
  /** The built program. */
  readonly program: string;
  /** Its arguments but for the port. */
  readonly args: readonly string[];
  readonly log: string;
  readonly environment: Readonly<Record<string, string>>;
}

const stopWithinMs = 2_000;

/** Starts it. `port` 0 takes any free one. */
export function startServerProcess(
  { program, args, log: file, environment }: ServerOptions,
  port: number,
): ServerProcess {
  const log = openSync(file, 'a');
  const child = fork(program, [...args, String(port)], {
    // Its own Node flags only: a test runner's or loader's are not for it.
    execArgv: ['--max-old-space-size=64'],
    env: { ...cleanEnvironment(), ...environment, NODE_OPTIONS: '' },
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const listening = new Promise<Listening | undefined>((resolve) => {
    child.on('message', (raw) => {
      const said = fromServer.parse(raw);
      if (said.kind === 'listening') resolve(said);
    });
    void ended.then(() => resolve(undefined));
  });
  return {
    pid: child.pid,
    listening,
    ended,
    trouble: async (trouble) => {
      if (!child.connected) throw new Error('The server is not running. Start it before causing this fault.');
      const taken = new Promise<void>((resolve) => {
        child.on('message', (raw) => {
          const said = fromServer.parse(raw);
          if (said.kind === 'troubled' && said.trouble === trouble) resolve();
        });
        void ended.then(resolve);
      });
      child.send(trouble);
      await taken;
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
