// What a change of a run needs beside its row: the jobs that follow, the audit, and what it follows from itself. Jobs and audit are
// written in the run's transaction.

import type { AuditNote } from '../audit/append.ts';
import type { Transaction } from '../db/database.ts';
import type { Queue } from '../queue/queue.ts';
import type { Trail } from '../trail/trail.ts';

export interface Desk {
  /** The jobs sent here follow from what the trail names. */
  readonly queue: Queue;
  /** Appends to the audit, with secrets taken out first. */
  readonly record: (tx: Transaction, note: AuditNote) => void;
  readonly trail: Trail;
}

/** The same desk for work that follows from something else. */
export function onTrail<D extends Desk>(desk: D, trail: Trail): D {
  return { ...desk, trail, queue: desk.queue.following(trail.cause) };
}
