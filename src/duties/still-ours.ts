// A process that stood still (a suspended machine, a stopped container) does not know it. Before an effect,
// when others may have taken it for dead lately, it asks the database whether the attempt is still its own.

import type { Database } from '../db/database.ts';
import { beat } from '../queue/executor.ts';
import type { Queue } from '../queue/queue.ts';
import type { Begun } from '../runs/begin.ts';
import { listAttemptsHere, lockRun } from '../runs/store.ts';

export async function isStillOurs(
  { database, queue }: { readonly database: Database; readonly queue: Queue },
  { run, move }: Pick<Begun, 'run' | 'move'>,
): Promise<boolean> {
  if (!queue.isDoubted()) return true;
  return database.transaction(async (tx) => {
    const [locked, attempts] = await Promise.all([lockRun(tx, run.id), listAttemptsHere(tx, run.id)]);
    const last = attempts.at(-1);
    const isOpen = locked?.run.state === 'running' && locked.run.cursor === run.cursor && last?.endedAt === null;
    if (!isOpen || last.attempt !== move.attempt || last.executor !== queue.executor) return false;
    // Whoever waits for the lock of the run sees us alive.
    await beat(tx, queue.executor);
    return true;
  });
}
