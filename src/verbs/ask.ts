// **Ask for approval**: the requester says why, and the plan goes to the approvers.

import { refuse, type Result } from '../errors.ts';
import type { RunId } from '../ids.ts';
import { insertApproval } from '../runs/approvals.ts';
import { applyEvent } from '../runs/apply.ts';
import { askedOf } from '../runs/right.ts';
import type { Run } from '../runs/run.ts';
import { findRun } from '../runs/store.ts';
import { whyNotCounted } from '../runs/tolerance.ts';
import { aboutStart, neededToStart, onRun, runAlone, type OnRun } from './on-run.ts';
import { said, type Asker, type Reply, type Workshop } from './verb.ts';

/** A sentence in place of the form, when the run cannot be asked for yet. */
export async function beforeAsk({ database }: Workshop, id: RunId | undefined): Promise<Reply | undefined> {
  const run = id === undefined ? undefined : await findRun(database, id);
  const uncounted = run?.state === 'planned' ? whyNotCounted(run) : undefined;
  return uncounted === undefined ? undefined : said(uncounted);
}

export async function ask(workshop: Workshop, asker: Asker, id: RunId | undefined, reason: string): Promise<Reply> {
  return onRun(workshop, asker, {
    id,
    attempted: 'run.ask',
    look: (run) => workshop.whyNot(asker.person, neededToStart(run.plan), aboutStart(run.plan, run.channel)),
    read: runAlone,
    act: async (on, denied) => {
      const { run } = on;
      if (run.requestedBy !== asker.person)
        return refuse('denied', `Only <@${run.requestedBy}>, who planned run ${run.id}, can ask for its approval.`);
      if (run.state !== 'planned') return refuse('conflict', `Run ${run.id} is no longer waiting to be asked for.`);
      if (run.plan.approvals === 0)
        return refuse('conflict', `Run ${run.id} needs no approval. Press *Run* on its card.`);
      if (denied !== undefined) return refuse('denied', denied);
      const uncounted = whyNotCounted(run);
      return uncounted === undefined ? askFor(workshop, asker, on, reason) : refuse('conflict', uncounted);
    },
  });
}

/** The question itself, for a run that is planned. */
export async function askFor(
  workshop: Workshop,
  asker: Asker,
  { tx, run, now }: Pick<OnRun<unknown>, 'tx' | 'run' | 'now'>,
  reason: string,
): Promise<Result<Run>> {
  const { who, eachOf } = askedOf(run.plan);
  const question = { run, step: null, needed: run.plan.approvals, who, eachOf, why: reason, askedBy: asker.person };
  insertApproval(tx, workshop.queue, question, now);
  const detail = { reason, who, ...(eachOf.length === 0 ? {} : { oneOfEach: eachOf }) };
  const record = { actor: asker.person, action: 'approval.asked', detail };
  return applyEvent(tx, workshop, run, { kind: 'asked', reason }, record, now);
}
