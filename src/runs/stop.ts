// Stops a run under its lock: at once where nothing is under way, else as soon as the step under way is cut.

import type { Transaction } from '../db/database.ts';
import { done, type Result } from '../errors.ts';
import type { PersonId } from '../ids.ts';
import { closeApproval } from './approvals.ts';
import { applyEvent } from './apply.ts';
import type { Desk } from './desk.ts';
import type { Approval, Attempt, Run } from './run.ts';
import { requestCancel } from './store.ts';

export interface Stopping {
  readonly run: Run;
  readonly approval: Approval | undefined;
  readonly attempts: readonly Attempt[];
  readonly by: PersonId;
}

export async function stopRun(
  tx: Transaction,
  desk: Desk,
  { run, approval, attempts, by }: Stopping,
  now: Date,
): Promise<Result<Run>> {
  if (approval !== undefined) closeApproval(tx, approval.id, 'void');
  const record = { actor: by, action: 'run.cancelled', detail: { step: run.cursor + 1 } };
  if (run.state === 'running' && attempts.some((attempt) => attempt.endedAt === null)) {
    await requestCancel(tx, run.id, by);
    desk.queue.send(tx, 'post', { subject: `run:${run.id}` });
    desk.record(tx, { ...record, action: 'run.cancel-asked', subject: `run:${run.id}` });
    return done({ ...run, cancelledBy: by });
  }
  const say = run.startedAt === null ? 'Nothing was done.' : `Steps from ${run.cursor + 1} on were not begun.`;
  return applyEvent(tx, desk, run, { kind: 'cancelled', by, say }, record, now);
}
