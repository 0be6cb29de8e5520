// An approval is for one digest. Before a run starts, the plan is made again from the runbook as it is now: any difference makes
// the approval void, and the card says why.

import type { Transaction } from '../db/database.ts';
import type { Result } from '../errors.ts';
import type { Desk } from './desk.ts';
import type { Library } from '../runbooks/library.ts';
import type { Runbook } from '../runbooks/model.ts';
import { makePlan, whatChanged } from '../runbooks/plan.ts';
import type { ResolvedTargets } from '../runbooks/targets.ts';
import { closeApproval, latestApproval } from './approvals.ts';
import { applyEvent } from './apply.ts';
import type { Run } from './run.ts';

export interface Shelf {
  readonly library: Library;
  readonly targetsOf: (runbook: Runbook) => ResolvedTargets;
}

/** Why the stored plan is no longer what the runbook says; empty when it still is. */
export async function changesSince(shelf: Shelf, run: Run): Promise<readonly string[]> {
  const fresh = await shelf.library.readAgain(run.plan.file);
  const procedure = fresh?.procedures.find((candidate) => candidate.name === run.procedure);
  if (fresh === undefined || procedure === undefined)
    return [`${run.procedure} is no longer in ${run.plan.file}, or can no longer be read`];
  const planned = makePlan(fresh, procedure, run.plan.parameters, shelf.targetsOf(fresh));
  if (!planned.ok) return [planned.say];
  return planned.digest === run.digest ? [] : whatChanged(run.plan, planned.plan);
}

/** Ends the run, and its approval, as void. */
export async function voidRun(
  tx: Transaction,
  desk: Desk,
  run: Run,
  changes: readonly string[],
  actor: string,
  now: Date,
): Promise<Result<Run>> {
  const approval = await latestApproval(tx, run.id);
  if (approval !== undefined) closeApproval(tx, approval.id, 'void');
  const say = `Since this plan was made, ${changes.join('; ')}. Nothing was done. Plan it again: /ops run ${run.procedure}`;
  return applyEvent(tx, desk, run, { kind: 'voided', say }, { actor, action: 'run.voided', detail: { changes } }, now);
}
