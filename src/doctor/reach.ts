// One TCP connection, closed as soon as it stands.

import { once } from 'node:events';
import { connect } from 'node:net';
import { reasonOf } from '../errors.ts';

const limitMs = 5_000;

/** Undefined when something answers there. */
export async function whyNotReached(host: string, port: number): Promise<string | undefined> {
  const socket = connect({ host: host.replace(/^\[|\]$/g, ''), port });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(limitMs) });
    return undefined;
  } catch (thrown) {
    if (thrown instanceof Error && thrown.name === 'AbortError') return `no answer in ${limitMs / 1000} seconds`;
    return whyRefused(thrown);
  } finally {
    socket.destroy();
  }
}

/** A refused connection to several addresses of a name has no message of its own. */
export function whyRefused(thrown: unknown): string {
  const [first] = thrown instanceof AggregateError ? thrown.errors.map(reasonOf) : [];
  return first ?? reasonOf(thrown);
}
