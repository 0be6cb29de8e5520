// The one service of the practice AERIS-AQ: starts its process, and cleans up after one that ended, whoever ended it.

import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Places } from './places.ts';
import {
  type Listening,
  type Order,
  type ServerProcess,
  type ServerState,
  startServerProcess,
} from './server-process.ts';

export interface Service {
  readonly pid: () => number | undefined;
  /** What the running process goes by; `undefined` while there is none. */
  readonly listening: () => Listening | undefined;
  readonly holdsLock: () => boolean;
  /** False when it is running already, or ended before it listened. */
  readonly start: () => Promise<boolean>;
  readonly stop: () => Promise<void>;
  readonly order: (order: Order) => Promise<ServerState | undefined>;
}

interface Options {
  readonly places: Places;
  readonly program: string;
  readonly driver: string;
  readonly outside: string;
  readonly port: number;
}

export function createService({ places, port: firstPort, ...options }: Options): Service {
  let port = firstPort;
  let server: ServerProcess | undefined;
  let listening: Listening | undefined;
  let holdsLock = false;

  async function cleanUp(own: ServerProcess): Promise<void> {
    await own.ended;
    if (server !== own) return;
    server = undefined;
    listening = undefined;
    holdsLock = false;
    await rm(places.pidFile, { force: true });
    // The driver's lock is a folder; an operating system's would have gone with the process.
    await rm(`${places.database}.lock`, { recursive: true, force: true });
  }

  return {
    pid: () => server?.pid,
    listening: () => listening,
    holdsLock: () => holdsLock,
    start: async () => {
      if (server !== undefined) return false;
      const own = startServerProcess({ ...options, home: places.home, port });
      server = own;
      const cleaned = cleanUp(own);
      const told = await own.listening;
      if (told === undefined) {
        await cleaned;
        return false;
      }
      listening = told;
      port = told.port;
      await mkdir(dirname(places.pidFile), { recursive: true });
      await writeFile(places.pidFile, `${String(own.pid)}\n`);
      return true;
    },
    stop: async () => {
      const own = server;
      if (own === undefined) return;
      const cleaned = cleanUp(own);
      await own.stop();
      await cleaned;
    },
    order: async (order) => {
      if (order === 'hold-lock') holdsLock = true;
      return server?.order(order);
    },
  };
}
