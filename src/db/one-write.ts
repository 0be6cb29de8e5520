// Statements that are made in one turn leave in one packet. pg corks its socket for the messages of one statement; here the cork stays
// in until the promises of the turn have run, so that a transaction costs a call of the system for each answer it waits for.

import { Socket } from 'node:net';
import type { PoolClient } from 'pg';

export function writeOnceATurn(client: PoolClient): void {
  const connection: unknown = Reflect.get(client, 'connection');
  const socket: unknown =
    typeof connection === 'object' && connection !== null ? Reflect.get(connection, 'stream') : undefined;
  if (!(socket instanceof Socket)) throw new Error('pg has no connection.stream: its version has changed.');
  const uncork = socket.uncork.bind(socket);
  socket.uncork = () => process.nextTick(uncork);
}
