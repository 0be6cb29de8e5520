// The pre-approval under which a run may start. One whose procedure was changed is void from here on, and says so on its card.

import { refuse, type Refusal } from '../errors.ts';
import type { Transaction } from '../db/database.ts';
import type { PersonId } from '../ids.ts';
import { readNow } from '../incidents/store.ts';
import type { Plan } from '../runbooks/planned.ts';
import { lookUpIn } from '../runbooks/look-up.ts';
import { digestOfText } from '../runbooks/procedure-text.ts';
import { listPreapprovals, lockPreapproval, setPreapproval, settlePreapproval } from '../runs/preapproval.ts';
import type { Run } from '../runs/run.ts';
import { whyNotCovered } from '../runs/under-preapproval.ts';
import type { Workshop } from './verb.ts';

const bot = 'opsbook';

/** Marks the run with the pre-approval that covers it, where there is one; answers which. */
export async function coverBeforehand(workshop: Workshop, tx: Transaction, run: Run): Promise<Run> {
  // What was allowed beforehand is the real thing.
  if (run.plan.approvals === 0 || run.plan.drill !== undefined) return run;
  const now = await readNow(tx);
  const textDigest = digestOfText(run.procedure, lookUpIn(workshop));
  for (const preapproval of await listPreapprovals(tx, run.procedure)) {
    if (preapproval.textDigest !== textDigest) await voidPreapproval(workshop, tx, preapproval.id);
    else if (whyNotCovered(preapproval, run.plan, run.requestedBy, textDigest, now) === undefined) {
      setPreapproval(tx, run.id, preapproval.id);
      return { ...run, preapproval: preapproval.id };
    }
  }
  return run;
}

async function voidPreapproval(workshop: Workshop, tx: Transaction, id: number): Promise<void> {
  const locked = await lockPreapproval(tx, id);
  if (locked === undefined || !['pending', 'approved'].includes(locked.preapproval.state)) return;
  const { procedure } = locked.preapproval;
  settlePreapproval(tx, id, 'void', bot);
  workshop.queue.send(tx, 'post', { subject: `preapproval:${id}` });
  const say = 'the runbook was changed since';
  workshop.record(tx, {
    actor: bot,
    action: 'preapproval.void',
    subject: `preapproval:${id}`,
    detail: { procedure, say },
  });
}

/** Looked at once more, under its lock, at the moment of the start; a run that is not covered any more has to ask. */
export async function whyNotUnder(
  workshop: Workshop,
  tx: Transaction,
  {
    run,
    by,
    textDigest,
    now,
  }: { readonly run: Run; readonly by: PersonId; readonly textDigest: string | undefined; readonly now: Date },
): Promise<Refusal | undefined> {
  if (run.preapproval === null) {
    const { refusal } = refuse('denied', `Run ${run.id} needs another person's yes. Press *Ask for approval*.`);
    return refusal;
  }
  const locked = await lockPreapproval(tx, run.preapproval);
  const why = locked === undefined ? 'is gone' : whyNotCovered(locked.preapproval, run.plan, by, textDigest, now);
  if (why === undefined) return undefined;
  setPreapproval(tx, run.id, null);
  workshop.queue.send(tx, 'post', { subject: `run:${run.id}` });
  return refuse(
    'denied',
    `Pre-approval ${run.preapproval} ${why}. Press *Ask for approval* on the card of run ${run.id}.`,
  ).refusal;
}

export function textNow(workshop: Workshop, { procedure }: Pick<Plan, 'procedure'>): string | undefined {
  return digestOfText(procedure, lookUpIn(workshop));
}

/** For the record. */
export function underPreapproval({ preapproval }: Run): { readonly preapproval?: number } {
  return preapproval === null ? {} : { preapproval };
}
