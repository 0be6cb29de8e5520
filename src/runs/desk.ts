// What a change of a run needs beside its row: the jobs that follow, and the audit. Both are written in the run's transaction.

import type { AuditNote } from '../audit/append.ts';
import type { Transaction } from '../db/database.ts';
import type { Queue } from '../queue/queue.ts';

export interface Desk {
  readonly queue: Queue;
  /** Appends to the audit, with secrets taken out first. */
  readonly record: (tx: Transaction, note: AuditNote) => void;
}
