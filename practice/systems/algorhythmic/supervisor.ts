// Keeps the application running as its platform does: a process that ends is replaced by a new one, unless it was stopped on purpose.

import { rm } from 'node:fs/promises';
import type { Listening, Trouble } from './messages.ts';
import type { ServerProcess } from './server-process.ts';

/** `crashed`: it ended before it could serve, and is not tried again by itself. */
export type Phase = 'starting' | 'running' | 'crashed' | 'stopped';

export interface Supervisor {
  readonly phase: () => Phase;
  readonly pid: () => number | undefined;
  readonly serves: () => Listening | undefined;
  /** How often it was replaced because it had ended. */
  readonly restarts: () => number;
  /** Resolves when it serves or has crashed. A process that runs stays. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly trouble: (trouble: Trouble) => Promise<void>;
}

interface Options {
  readonly launch: (port: number, isFirst: boolean) => ServerProcess;
  /** 0 takes any free one, and the same one from then on. */
  readonly port: number;
  readonly pidFile: string;
}

export function createSupervisor({ launch, port: wanted, pidFile }: Options): Supervisor {
  let port = wanted;
  let server: ServerProcess | undefined;
  let serves: Listening | undefined;
  let phase: Phase = 'stopped';
  let launches = 0;
  let starting: Promise<void> = Promise.resolve();

  async function run(): Promise<void> {
    phase = 'starting';
    const own = launch(port, launches === 0);
    launches += 1;
    server = own;
    void own.ended.then(() => endedByItself(own));
    serves = await own.listening;
    port = serves?.port ?? port;
    if (server === own) phase = serves === undefined ? 'crashed' : 'running';
  }

  function endedByItself(own: ServerProcess): void {
    if (server === own && phase === 'running') starting = run();
  }

  return {
    phase: () => phase,
    pid: () => server?.pid,
    serves: () => (phase === 'running' ? serves : undefined),
    restarts: () => Math.max(0, launches - 1),
    start: async () => {
      if (phase === 'crashed' || phase === 'stopped') starting = run();
      await starting;
    },
    stop: async () => {
      const own = server;
      phase = 'stopped';
      server = undefined;
      await own?.stop();
      await rm(pidFile, { force: true });
    },
    trouble: async (trouble) => {
      if (server === undefined) throw new Error('The server is stopped. Start it before causing this fault.');
      await server.trouble(trouble);
    },
  };
}
