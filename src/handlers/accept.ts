// Durable first, acknowledgement second. Requests that arrive while a commit is under way share the next one; the job in that same
// commit makes sure that they are carried out even when this process dies right after the acknowledgement.

import type { Database } from '../db/database.ts';
import { acceptRequests, type InboxRequest } from '../queue/inbox.ts';

export type Accepted = 'accepted' | 'busy';

export interface Acceptor {
  /** Resolves when the request is committed. Rejects when the database cannot be reached: then nothing was written. */
  accept(request: InboxRequest): Promise<Accepted>;
  /** Whether requests have just come in several at a time. */
  isCrowded(): boolean;
}

/** A request's own process carries it out at once; its job looks after it this much later … */
const lookAfterMs = 5_000;
/** … and later still for each request that stands in line before it, so that the two do not do the same work twice. */
const lookAfterEachMs = 10;
/** Beyond this a person gets a sentence instead of a place in a growing line. */
const mostWaiting = 2_000;
const mostTogether = 200;
/** So many in one commit are a crowd, and it counts as one for so long. */
const crowd = 4;
const crowdLastsMs = 20;

interface Waiting {
  readonly request: InboxRequest;
  readonly resolve: () => void;
  readonly reject: (thrown: unknown) => void;
}

/** `lineLength`: how many requests are accepted and not begun. */
export function createAcceptor(database: Database, lineLength: () => number): Acceptor {
  const waiting: Waiting[] = [];
  let isWriting = false;
  let crowdedUntil = 0;

  const write = async (): Promise<void> => {
    isWriting = true;
    while (waiting.length > 0) {
      const batch = waiting.splice(0, mostTogether);
      const isCrowd = batch.length >= crowd;
      try {
        await acceptRequests(
          database,
          batch.map((one) => one.request),
          lookAfterMs + lineLength() * lookAfterEachMs,
        );
        if (isCrowd) crowdedUntil = performance.now() + crowdLastsMs;
        for (const one of batch) one.resolve();
      } catch (thrown) {
        for (const one of batch) one.reject(thrown);
      }
    }
    isWriting = false;
  };

  return {
    accept: (request) => {
      if (waiting.length >= mostWaiting) return Promise.resolve('busy');
      const written = new Promise<void>((resolve, reject) => waiting.push({ request, resolve, reject }));
      if (!isWriting) void write();
      return written.then(() => 'accepted');
    },
    isCrowded: () => performance.now() < crowdedUntil,
  };
}
