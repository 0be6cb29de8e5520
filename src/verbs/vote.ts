// **Approve** and **Deny**: counted under the run's lock, so that the first decision wins and a second click changes nothing.

import { done, refuse, type Result } from '../errors.ts';
import type { PersonId, RunId } from '../ids.ts';
import { neededToApprove } from '../policy/permission.ts';
import { closeApproval, insertVote, latestApproval, listVotes } from '../runs/approvals.ts';
import { applyEvent } from '../runs/apply.ts';
import { setGoing, type Begun } from '../runs/begin.ts';
import { countVote, type Counted } from '../runs/count-vote.ts';
import { listDelegationsTo, type Delegation } from '../runs/delegations.ts';
import { membersByName } from '../runs/members.ts';
import { askedOf, namesOf, type Members } from '../runs/right.ts';
import type { Approval, Run, Vote } from '../runs/run.ts';
import { findObstacle } from '../runs/lock-store.ts';
import { admit, type Obstacle, type Start } from '../runs/locks.ts';
import type { SettledRun } from '../runs/settled.ts';
import { changesSince, voidRun } from '../runs/still-true.ts';
import { onRun, type OnRun } from './on-run.ts';
import { whyNotShown } from './show-code.ts';
import type { Asker, Reply, Workshop } from './verb.ts';

export interface VoteWords {
  readonly run: RunId | undefined;
  readonly vote: 'yes' | 'no';
  readonly reason: string;
  /** The one-time code that is shown. */
  readonly code?: string;
  /** A code was shown before, for whatever is done here. */
  readonly hasShownCode?: true;
}

type Rows = readonly [Approval | undefined, readonly Vote[], readonly Delegation[], Obstacle | undefined];

interface Seen {
  /** Why the holder of a right may not approve anything of the kind, by holder; undefined for those who may. */
  readonly denied: ReadonlyMap<string, string | undefined>;
  readonly members: Members;
  /** Why the plan is no longer what the runbook says. */
  readonly changes: readonly string[];
}

export async function vote(workshop: Workshop, asker: Asker, words: VoteWords): Promise<Reply> {
  try {
    return await cast(workshop, asker, words, [asker.person]);
  } catch (thrown) {
    if (!(thrown instanceof HandedOver)) throw thrown;
    const handed = await listDelegationsTo(workshop.database, asker.person);
    return cast(workshop, asker, words, [asker.person, ...handed.map(({ fromPerson }) => fromPerson)]);
  }
}

/** The right is somebody else's, whose permission nobody has looked up. Most people vote with their own, so that is seen last. */
class HandedOver extends Error {}

async function cast(workshop: Workshop, asker: Asker, words: VoteWords, holders: readonly PersonId[]): Promise<Reply> {
  return onRun(workshop, asker, {
    id: words.run,
    attempted: words.vote === 'yes' ? 'approval.approve' : 'approval.deny',
    look: (run) => look(workshop, holders, run),
    read: (tx, run, settled) =>
      Promise.all([
        latestApproval(tx, run),
        listVotes(tx, run),
        listDelegationsTo(tx, asker.person),
        findObstacle(tx, settled),
      ]),
    act: (on, seen) => count(workshop, asker, on, words, seen),
  });
}

async function look(workshop: Workshop, holders: readonly PersonId[], run: SettledRun): Promise<Seen> {
  const gates = run.plan.steps.filter((step) => step.kind === 'approve');
  const who = [askedOf(run.plan), ...gates].flatMap((asked) => asked.who);
  const escalateTo = run.plan.asking?.escalate?.to ?? [];
  const [members, denied, changes] = await Promise.all([
    membersByName(workshop, namesOf({ who, escalateTo })),
    whoMayNot(workshop, holders, run),
    changesSince(workshop, run),
  ]);
  return { members, denied, changes };
}

/** A right that was handed over is as good as its holder's permission. */
async function whoMayNot(
  workshop: Workshop,
  holders: readonly PersonId[],
  { plan }: SettledRun,
): Promise<Seen['denied']> {
  const permission = neededToApprove(plan.risk);
  const { system, procedure } = plan;
  const asked = [...new Set(holders)].map(
    async (holder) => [holder, await workshop.whyNot(holder, permission, { system, procedure })] as const,
  );
  return new Map(await Promise.all(asked));
}

async function count(
  workshop: Workshop,
  asker: Asker,
  on: OnRun<Rows>,
  words: VoteWords,
  { members, denied, changes }: Seen,
): Promise<Result<Run | Begun>> {
  const [approval, votes, delegations, obstacle] = on.rows;
  if (approval === undefined) return refuse('conflict', `Nobody has asked for the approval of run ${on.run.id}.`);
  const ballot = { approval, votes, run: on.run, by: asker.person, vote: words.vote, members, delegations };
  const counted = countVote(ballot, on.now);
  if (!counted.ok) return counted;
  const { verdict, right, missing } = counted.value;
  // Whoever asked may take it back without any right.
  if (right !== undefined && !denied.has(right.holder)) throw new HandedOver();
  const refusal = right === undefined ? undefined : denied.get(right.holder);
  if (refusal !== undefined) return refuse('denied', refusal);
  // What is approved at a gate has begun, and goes on as it was planned.
  if (words.vote === 'yes' && approval.step === null && changes.length > 0)
    return voidRun(on.tx, workshop, on.run, changes, asker.person, on.now);
  // The run that is in the middle of its steps has its locks.
  const start = admit(on.run, approval.step === null ? obstacle : undefined, on.now);
  if (verdict === 'approved' && !start.ok) return start;
  const shown =
    words.vote === 'yes' && on.run.plan.asking?.stepUp === 'code' && words.hasShownCode !== true
      ? await whyNotShown(workshop, on.tx, asker.person, words.code ?? '', { now: on.now, confirms: false })
      : undefined;
  if (shown !== undefined) return { ok: false, refusal: shown };
  insertVote(on.tx, approval.id, { person: asker.person, vote: words.vote, reason: words.reason, right });
  const behalf = onBehalf(asker, counted.value);
  if (verdict === 'denied') return deny(workshop, asker, on, approval, words.reason, behalf);
  if (verdict === 'approved')
    return start.ok ? approve(workshop, asker, on, { approval, behalf, start: start.value }) : start;
  workshop.queue.send(on.tx, 'post', { subject: `run:${on.run.id}` }, { priority: 10 });
  workshop.record(on.tx, {
    actor: asker.person,
    action: 'approval.yes',
    subject: `run:${on.run.id}`,
    detail: { digest: approval.digest, stillNeeded: missing.people, oneOf: missing.groups, ...behalf },
  });
  return done(on.run);
}

function onBehalf({ person }: Asker, { right }: Counted): { readonly onBehalf?: string } {
  return right === undefined || right.holder === person ? {} : { onBehalf: right.holder };
}

interface Approved {
  readonly approval: Approval;
  readonly behalf: object;
  readonly start: Start;
}

async function approve(
  workshop: Workshop,
  asker: Asker,
  on: OnRun<Rows>,
  { approval: { id, step }, behalf, start }: Approved,
): Promise<Result<Run | Begun>> {
  closeApproval(on.tx, id, 'approved');
  const record = { actor: asker.person, action: 'approval.approved', detail: { step, start, ...behalf } };
  return setGoing(on.tx, workshop, on.run, { kind: 'approved', step, start }, record, on.now);
}

async function deny(
  workshop: Workshop,
  asker: Asker,
  on: OnRun<Rows>,
  approval: Approval,
  reason: string,
  behalf: object,
): Promise<Result<Run>> {
  closeApproval(on.tx, approval.id, 'denied');
  const say = `<@${asker.person}> said no${reason === '' ? '.' : `: ${reason}`}`;
  const detail = { reason, step: approval.step, ...behalf };
  const record = { actor: asker.person, action: 'approval.denied', detail };
  return applyEvent(on.tx, workshop, on.run, { kind: 'denied', say }, record, on.now);
}
