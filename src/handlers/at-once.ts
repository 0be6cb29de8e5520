// A click that is carried out before it is acknowledged: one transaction makes it durable, counts it, and begins the first step that it
// releases. For clicks that come one by one; in a crowd, or when anything is slow or breaks, a click goes the way of all requests.

import type { Database } from '../db/database.ts';
import { within } from '../patience.ts';
import { fresh, writeClaimed, type InboxRequest } from '../queue/inbox.ts';
import type { Note } from '../trail/trail.ts';
import { act, conclude, onItsTrail, type Carried, type Carrier } from './carry-out.ts';

/** Slack waits three seconds for the acknowledgement, and the usual way needs its share of them. */
const patienceMs = 800;

export type AtOnce =
  | { readonly isDone: true }
  /** It may still come to a good end. It writes the same row as the usual way, so only one of the two carries the click out. */
  | { readonly isDone: false; readonly late: Promise<void> };

export function atOnce(ground: Carrier, request: InboxRequest, ack: () => Promise<void>): Promise<AtOnce> {
  return onItsTrail(ground, fresh(request), (carrier, note) => tryAtOnce(carrier, request, ack, note));
}

async function tryAtOnce(
  carrier: Carrier,
  request: InboxRequest,
  ack: () => Promise<void>,
  note: Note,
): Promise<AtOnce> {
  const acting = act(inOneCommit(carrier, request), fresh(request));
  const carried = await inTime(carrier, acting);
  if (carried === undefined) return { isDone: false, late: acting.then((done) => conclude(carrier, done, note)) };
  // The effect does not wait until Slack has heard that the click is ours.
  for (const end of await Promise.allSettled([conclude(carrier, carried, note), ack()]))
    if (end.status === 'rejected')
      carrier.log.warn({ err: end.reason }, 'a click was carried out, and its answer failed');
  return { isDone: true };
}

/** The click's row is written by the transaction that carries it out. */
function inOneCommit(carrier: Carrier, request: InboxRequest): Carrier {
  const database = hasty(carrier.workshop.database);
  return { ...carrier, workshop: { ...carrier.workshop, database, claim: (tx) => writeClaimed(tx, request) } };
}

/** Waits for no lock longer than Slack would wait for it. The embedded database has one connection, and so no locks to wait for. */
function hasty(database: Database): Database {
  if (database.kind === 'embedded') return database;
  return { ...database, transaction: (work) => database.transaction(work, { limitMs: patienceMs }) };
}

/** Undefined when it takes too long or breaks. */
async function inTime(carrier: Carrier, acting: Promise<Carried>): Promise<Carried | undefined> {
  try {
    return await within(acting, patienceMs);
  } catch (thrown) {
    carrier.log.warn({ err: thrown }, 'a click could not be carried out at once and goes the usual way');
    return undefined;
  }
}
