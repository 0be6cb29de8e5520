// The beginning of a connection to an embedded database: who has the password is let in.

import { timingSafeEqual } from 'node:crypto';
import type { Socket } from 'node:net';
import { type ClientMessage, fatal, ready, requestOf, serverMessage, texts, whole } from './wire-messages.ts';

export interface Door {
  readonly password: string;
  /** Told to every client, e.g. `server_version`. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Why nobody is let in at present; undefined when everybody is. */
  readonly whyClosed: () => string | undefined;
}

// The address is loopback, so the password may travel as it is.
const askPassword = serverMessage('R', whole(3));
const accepted = serverMessage('R', whole(0));

/** Answers whether the client is in; otherwise it has been told why not. */
export async function letIn(
  messages: AsyncIterator<ClientMessage>,
  socket: Socket,
  id: number,
  door: Door,
): Promise<boolean> {
  for (;;) {
    const first = await messages.next();
    if (first.done === true) return false;
    const request = requestOf(first.value.bytes);
    if (request === 'start') break;
    if (request !== 'encryption') return false;
    socket.write('N');
  }
  socket.write(askPassword);
  const answer = await messages.next();
  if (answer.done === true || answer.value.type !== 'p') return false;
  if (!isSame(answer.value.bytes.subarray(5), texts(door.password))) {
    socket.write(fatal('28P01', 'password authentication failed'));
    return false;
  }
  const closed = door.whyClosed();
  if (closed !== undefined) {
    socket.write(fatal('55000', closed));
    return false;
  }
  const told = Object.entries(door.parameters).map(([name, value]) => serverMessage('S', texts(name, value)));
  socket.write(Buffer.concat([accepted, ...told, serverMessage('K', whole(id, 0)), ready]));
  return true;
}

function isSame(given: Buffer, right: Buffer): boolean {
  return given.length === right.length && timingSafeEqual(given, right);
}
