// A database for practice where no PostgreSQL is installed: PGlite in this process, in memory, spoken to over PostgreSQL's own protocol
// on loopback. For practice only: it has one session, nothing is written to a disk, and a statement cannot be cancelled.

import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { PGlite } from '@electric-sql/pglite';
import { z } from 'zod';
import { createTurns } from './turns.ts';
import { serveSession, type Shared } from './wire-session.ts';

export interface EmbeddedServer {
  readonly url: string;
  /** Ends all connections and lets nobody in until it is opened again. */
  readonly close: () => void;
  readonly open: () => void;
  readonly stop: () => Promise<void>;
}

const told = ['server_version', 'server_encoding', 'client_encoding', 'DateStyle', 'integer_datetimes', 'TimeZone'];
const setting = z.object({ value: z.string() });

export async function startEmbeddedServer(database: string): Promise<EmbeddedServer> {
  const pglite = await PGlite.create({ startParams: [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB'] });
  const password = randomBytes(16).toString('hex');
  let isOpen = true;
  const shared: Shared = {
    execute: (message) => pglite.execProtocolRaw(message),
    turns: createTurns(),
    password,
    parameters: await readSettings(pglite),
    whyClosed: () => (isOpen ? undefined : `database "${database}" is not currently accepting connections`),
  };
  const sessions = new Map<Socket, Promise<void>>();
  let lastId = 0;
  // Answers come in small pieces, which would wait for each other's acknowledgement.
  const server = createServer({ noDelay: true }, (socket) => {
    lastId += 1;
    // A client that goes away in the middle is no trouble of ours.
    const served = serveSession(socket, lastId, shared).catch(() => undefined);
    sessions.set(socket, served);
    socket.once('close', () => sessions.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The practice database has no TCP port.');
  const cut = (): void => {
    for (const socket of sessions.keys()) socket.destroy();
  };
  return {
    url: `postgres://${database}:${password}@127.0.0.1:${address.port}/${database}`,
    close: () => {
      isOpen = false;
      cut();
    },
    open: () => {
      isOpen = true;
    },
    stop: async () => {
      const served = [...sessions.values()];
      const closed = once(server, 'close');
      server.close();
      cut();
      await Promise.all([closed, ...served]);
      await pglite.close();
    },
  };
}

async function readSettings(pglite: PGlite): Promise<Record<string, string>> {
  const entries = told.map(async (name) => {
    const { rows } = await pglite.query('select current_setting($1) as value', [name]);
    return [name, setting.parse(rows[0]).value];
  });
  return { ...Object.fromEntries(await Promise.all(entries)), standard_conforming_strings: 'on' };
}
