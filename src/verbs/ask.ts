// **Ask for approval**: the requester says why, and the plan goes to the approvers.

import { refuse } from '../errors.ts';
import type { RunId } from '../ids.ts';
import { insertApproval } from '../runs/approvals.ts';
import { applyEvent } from '../runs/apply.ts';
import { patienceMs } from '../runs/decide.ts';
import { findRun } from '../runs/store.ts';
import { whyNotCounted } from '../runs/tolerance.ts';
import { neededToStart, onRun, runAlone } from './on-run.ts';
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
    look: (run) => workshop.whyNot(asker.person, neededToStart(run.plan), { ...run.plan, channel: run.channel }),
    read: runAlone,
    act: async ({ tx, run, now }, denied) => {
      if (run.requestedBy !== asker.person)
        return refuse('denied', `Only <@${run.requestedBy}>, who planned run ${run.id}, can ask for its approval.`);
      if (run.state !== 'planned') return refuse('conflict', `Run ${run.id} is no longer waiting to be asked for.`);
      if (denied !== undefined) return refuse('denied', denied);
      if (run.plan.approvals === 0)
        return refuse('conflict', `Run ${run.id} needs no approval. Press *Run* on its card.`);
      const uncounted = whyNotCounted(run);
      if (uncounted !== undefined) return refuse('conflict', uncounted);
      insertApproval(tx, {
        run,
        step: null,
        needed: run.plan.approvals,
        who: run.plan.approvers,
        why: reason,
        askedBy: asker.person,
        expiresAt: new Date(now.getTime() + patienceMs),
      });
      return applyEvent(
        tx,
        workshop,
        run,
        { kind: 'asked', reason },
        { actor: asker.person, action: 'approval.asked', detail: { reason, who: run.plan.approvers } },
        now,
      );
    },
  });
}
