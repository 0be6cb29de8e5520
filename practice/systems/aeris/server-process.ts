// Starts the practice application as a child process and follows it to its end. One value is one process.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { z } from 'zod';
import { cleanEnvironment } from './repository.ts';

const settings = z.object({
  version: z.string(),
  logLevel: z.string(),
  cacheTtlSeconds: z.number(),
  cacheBackend: z.string(),
  workers: z.number(),
  rateLimited: z.boolean(),
  sessionLimit: z.number(),
  sessionLimitOff: z.boolean(),
  toolTimeoutSeconds: z.number(),
  provider: z.string(),
  model: z.string(),
  databaseUrl: z.string(),
});
const listening = z.object({ kind: z.literal('listening'), port: z.number(), settings });
const state = z.object({
  kind: z.literal('state'),
  breaker: z.enum(['closed', 'open']),
  impaired: z.boolean(),
  toolCalls: z.number(),
});
const message = z.discriminatedUnion('kind', [listening, state]);

export type Listening = z.infer<typeof listening>;
export type ServerState = z.infer<typeof state>;
export type Order = 'tell' | 'hang' | 'hold-lock';

export interface ServerProcess {
  readonly pid: number | undefined;
  /** What it goes by, once it listens; `undefined` when it ended before that. */
  readonly listening: Promise<Listening | undefined>;
  readonly ended: Promise<void>;
  /** Makes it so, and answers its state; `undefined` when it is not there any more. */
  readonly order: (order: Order) => Promise<ServerState | undefined>;
  readonly stop: () => Promise<void>;
}

export interface ServerOptions {
  /** The built program. */
  readonly program: string;
  readonly driver: string;
  readonly home: string;
  readonly port: number;
  readonly outside: string;
}

const stopWithinMs = 2_000;

export function startServerProcess({ program, ...given }: ServerOptions): ServerProcess {
  const child = fork(program, [JSON.stringify(given)], {
    // Its own Node flags only: a test runner's or loader's are not for it.
    execArgv: ['--max-old-space-size=64'],
    env: { ...cleanEnvironment(), NODE_OPTIONS: '' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  function next<T>(pick: (said: z.infer<typeof message>) => T | undefined): Promise<T | undefined> {
    return new Promise((resolve) => {
      const hear = (raw: unknown): void => {
        const found = pick(message.parse(raw));
        if (found === undefined) return;
        child.off('message', hear);
        resolve(found);
      };
      child.on('message', hear);
      void ended.then(() => resolve(undefined));
    });
  }
  return {
    pid: child.pid,
    listening: next((said) => (said.kind === 'listening' ? said : undefined)),
    ended,
    order: async (order) => {
      if (!child.connected) return undefined;
      const told = next((said) => (said.kind === 'state' ? said : undefined));
      // It may end just now; `ended` says so.
      child.send(order, () => undefined);
      return told;
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
