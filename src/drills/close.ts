// Ends a drill: its incident, whatever of its runs is not over yet, its environment. The score is counted afterwards, by a task, when the
// practice system has been asked how it is.

import type { Transaction } from '../db/database.ts';
import { done, type Result } from '../errors.ts';
import { personId } from '../ids.ts';
import { applyIncidentEvent } from '../incidents/apply.ts';
import type { IncidentDesk } from '../incidents/calls.ts';
import type { Incident } from '../incidents/incident.ts';
import { insertTasks, sendTask } from '../incidents/task-store.ts';
import { latestApproval } from '../runs/approvals.ts';
import { hasEnded, type Run } from '../runs/run.ts';
import { stopRun } from '../runs/stop.ts';
import { listAttemptsHere, lockRun } from '../runs/store.ts';
import { endDrill, listDrillRuns } from './store.ts';

/** So long a drill goes on when nobody ends it. */
export const longestDrillMs = 4 * 3_600_000;

export async function closeDrill(
  tx: Transaction,
  desk: IncidentDesk,
  incident: Incident,
  { by, text }: { readonly by: string; readonly text: string },
  now: Date,
): Promise<Result<Incident>> {
  // Before the audit is written to: runs come before it in the order of locks.
  const ids = await listDrillRuns(tx, incident.id);
  const runs: Run[] = [];
  for (const id of ids) {
    const locked = await lockRun(tx, id);
    if (locked !== undefined && !hasEnded(locked.run.state)) runs.push(locked.run);
  }
  const event = { kind: 'resolved', text } as const;
  const applied = await applyIncidentEvent(tx, desk, incident, event, { by }, now);
  if (!applied.ok) return applied;
  for (const run of runs) {
    const approval = await latestApproval(tx, run.id);
    const attempts = await listAttemptsHere(tx, run.id);
    await stopRun(tx, desk, { run, approval, attempts, by: personId.parse(by) }, now);
  }
  await endDrill(tx, incident.id);
  await insertTasks(tx, incident.id, ['score']);
  await sendTask(tx, desk.queue, incident.id, 'score');
  return done(applied.value);
}
