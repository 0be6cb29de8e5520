// `/ops review <run> <what was found>`: closes the review of a run that was started without a second person. Neither who broke the
// glass nor who asked for the run can close it.

import { done, refuse, type Result } from '../errors.ts';
import { parseRunId, type PersonId, type RunId } from '../ids.ts';
import { closeReview, latestReview, type GlassReview } from '../runs/glass.ts';
import { askedOf } from '../runs/right.ts';
import type { Run } from '../runs/run.ts';
import type { SettledRun } from '../runs/settled.ts';
import { onRun } from './on-run.ts';
import { said, type Asker, type Command, type Reply, type Workshop } from './verb.ts';

export const command: Command = {
  name: 'review',
  usage: 'review <run> <what you found>',
  describe: 'close the review of a run that was started without a second person',
  changes: true,
  before: async ({ plain: [number = '', ...rest] }) =>
    parseRunId(number) === undefined || rest.length === 0
      ? said(
          'Say which run and what you found: /ops review 42 it was right, the database was down. /ops approvals lists them.',
        )
      : undefined,
  act: ({ plain: [number = ''], rest }, asker, workshop) =>
    reviewRun(workshop, asker, parseRunId(number), rest.trim().slice(number.length).trim()),
};

/** `found` is a sentence that everybody reads. */
export async function reviewRun(
  workshop: Workshop,
  asker: Asker,
  id: RunId | undefined,
  found: string,
): Promise<Reply> {
  return onRun(workshop, asker, {
    id,
    attempted: 'glass.review',
    look: (run) => whyMayNotReview(workshop, asker.person, run),
    read: latestReview,
    act: async ({ tx, run, rows: review }, denied) => {
      const refusal = whyNotClosed(run, review, asker.person, denied);
      if (refusal !== undefined) return refusal;
      if (review !== undefined) closeReview(tx, workshop.queue, review, asker.person, found);
      workshop.record(tx, {
        actor: asker.person,
        action: 'glass.reviewed',
        subject: `run:${run.id}`,
        detail: { review: review?.id, brokenBy: review?.brokenBy, say: found },
      });
      return done(run);
    },
  });
}

function whyNotClosed(
  run: Run,
  review: GlassReview | undefined,
  by: PersonId,
  denied: string | undefined,
): Extract<Result<Run>, { ok: false }> | undefined {
  if (review === undefined)
    return refuse('not_found', `Nobody broke the glass for run ${run.id}, so there is nothing to review.`);
  if (review.closedBy !== null)
    return refuse(
      'conflict',
      `<@${review.closedBy}> has closed the review of run ${run.id} already; nothing was changed.`,
    );
  if (by === review.brokenBy || by === run.requestedBy)
    return refuse('denied', `You had run ${run.id} started, so somebody else has to review it.`);
  return denied === undefined ? undefined : refuse('denied', denied);
}

/** Whoever might have said yes may look at it afterwards; so may who runs Opsbook. */
async function whyMayNotReview(workshop: Workshop, person: PersonId, run: SettledRun): Promise<string | undefined> {
  const { who } = askedOf(run.plan);
  const approvers = await workshop.membersOf(who);
  if (approvers.has(person)) return undefined;
  const denied = await workshop.whyNot(person, 'admin', { system: run.plan.system });
  return denied === undefined
    ? undefined
    : `Only ${who.join(', ')} may review run ${run.id}, or somebody with the permission \`admin\`.`;
}
