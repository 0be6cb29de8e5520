// An approval is for one digest. Before a run starts, the plan is made again from the runbook as it is now: any difference makes
// the approval void, and the card says why.

import type { Transaction } from '../db/database.ts';
import type { Result } from '../errors.ts';
import type { Desk } from './desk.ts';
import type { AskingDefaults } from '../runbooks/asking.ts';
import type { Library } from '../runbooks/library.ts';
import type { Procedure, Runbook } from '../runbooks/model.ts';
import { makePlan } from '../runbooks/plan.ts';
import type { LookUp } from '../runbooks/plan-calls.ts';
import type { Plan } from '../runbooks/planned.ts';
import { whatChanged } from '../runbooks/plan-changes.ts';
import type { ResolvedTargets } from '../runbooks/targets.ts';
import { closeApproval, latestApproval } from './approvals.ts';
import { applyEvent } from './apply.ts';
import { shelfFor, type EnvironmentOf } from './drill-shelf.ts';
import type { Run } from './run.ts';

export interface Shelf {
  readonly library: Library;
  readonly targetsOf: (runbook: Runbook) => ResolvedTargets;
  /** Who is asked for what does not say it itself, as the team settles it now. */
  readonly asking: () => AskingDefaults;
  /** The drill whose plans are made from it. */
  readonly drill?: Plan['drill'];
}

/** Of the real thing and of every drill. */
export interface Shelves extends Shelf {
  readonly environmentOf: EnvironmentOf;
}

/** Why the stored plan is no longer what the runbook says; empty when it still is. */
export async function changesSince(
  shelf: Shelves,
  run: Pick<Run, 'procedure' | 'plan' | 'digest'>,
): Promise<readonly string[]> {
  const fresh = await shelf.library.readAgain(run.plan.file);
  const procedure = fresh?.procedures.find((candidate) => candidate.name === run.procedure);
  if (fresh === undefined || procedure === undefined)
    return [`${run.procedure} is no longer in ${run.plan.file}, or can no longer be read`];
  const own = await shelfFor(shelf, run.plan);
  if (!own.ok) return [own.refusal.say];
  const { targetsOf, asking, drill } = own.value;
  const lookUp = await readCalled(own.value, fresh, procedure);
  const planned = makePlan(fresh, procedure, run.plan.parameters, targetsOf(fresh), lookUp, {
    defaults: asking(),
    ...(drill === undefined ? {} : { drill }),
  });
  if (!planned.ok) return [planned.say];
  return planned.digest === run.digest ? [] : whatChanged(run.plan, planned.plan);
}

/** Whatever the procedure calls, in the runbooks as they are at this moment. */
async function readCalled({ library, targetsOf }: Shelf, fresh: Runbook, procedure: Procedure): Promise<LookUp> {
  const pages = new Map<string, Runbook | undefined>([[fresh.system, fresh]]);
  const find = (name: string): Procedure | undefined =>
    pages.get(systemOf(name))?.procedures.find((candidate) => candidate.name === name);
  const names = new Set(callsOf(procedure));
  // A set is walked on to what is added to it meanwhile.
  for (const name of names) {
    const system = systemOf(name);
    if (!pages.has(system)) {
      const loaded = library.runbooks.find((runbook) => runbook.system === system);
      pages.set(system, loaded && (await library.readAgain(loaded.file)));
    }
    for (const called of callsOf(find(name))) names.add(called);
  }
  return (name) => {
    const [runbook, found] = [pages.get(systemOf(name)), find(name)];
    return runbook && found && { runbook, procedure: found, targets: targetsOf(runbook) };
  };
}

function callsOf(procedure: Procedure | undefined): string[] {
  return (procedure?.steps ?? []).flatMap((step) => (step.kind === 'use' ? [step.procedure] : []));
}

function systemOf(name: string): string {
  return name.split('.')[0] ?? '';
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
  const failed = run.state === 'failed' ? ` ${run.say}` : '';
  const left = run.startedAt === null ? 'Nothing was done.' : `Steps from ${run.cursor + 1} on were not done.`;
  const say = `Since this plan was made, ${changes.join('; ')}.${failed} ${left} Plan it again: /ops run ${run.procedure}`;
  return applyEvent(tx, desk, run, { kind: 'voided', say }, { actor, action: 'run.voided', detail: { changes } }, now);
}
