// **Approve** and **Deny**: counted under the run's lock, so that the first decision wins and a second click changes nothing.

import { done, refuse, type Result } from '../errors.ts';
import type { RunId } from '../ids.ts';
import { closeApproval, countVote, insertVote, latestApproval, listVotes } from '../runs/approvals.ts';
import { applyEvent } from '../runs/apply.ts';
import { setGoing, type Begun } from '../runs/begin.ts';
import type { Approval, Run, Vote } from '../runs/run.ts';
import { findObstacle } from '../runs/lock-store.ts';
import { admit, type Obstacle, type Start } from '../runs/locks.ts';
import { onRun, type OnRun } from './on-run.ts';
import { changesSince, voidRun } from '../runs/still-true.ts';
import type { Asker, Reply, Workshop } from './verb.ts';

export interface VoteWords {
  readonly run: RunId | undefined;
  readonly vote: 'yes' | 'no';
  readonly reason: string;
}

type Rows = readonly [Approval | undefined, readonly Vote[], Obstacle | undefined];

interface Seen {
  /** Why this person may not approve anything of the kind, whoever is asked here. */
  readonly denied: string | undefined;
  readonly electorate: ReadonlySet<string>;
  /** Why the plan is no longer what the runbook says. */
  readonly changes: readonly string[];
}

export async function vote(workshop: Workshop, asker: Asker, words: VoteWords): Promise<Reply> {
  return onRun(workshop, asker, {
    id: words.run,
    attempted: words.vote === 'yes' ? 'approval.approve' : 'approval.deny',
    look: (run) => look(workshop, asker, run),
    read: (tx, run, before) => Promise.all([latestApproval(tx, run), listVotes(tx, run), findObstacle(tx, before)]),
    act: (on, seen) => count(workshop, asker, on, words, seen),
  });
}

async function look(workshop: Workshop, asker: Asker, run: Run): Promise<Seen> {
  const gate = run.startedAt === null ? undefined : run.plan.steps[run.cursor];
  const approvers = gate?.kind === 'approve' ? gate.who : run.plan.approvers;
  const permission = run.plan.risk === 'destroy' ? 'approve:destroy' : 'approve:change';
  const { system, procedure } = run.plan;
  const [electorate, denied, changes] = await Promise.all([
    workshop.membersOf(approvers),
    workshop.whyNot(asker.person, permission, { system, procedure }),
    gate?.kind === 'approve' ? [] : changesSince(workshop, run),
  ]);
  return { electorate, denied, changes };
}

async function count(
  workshop: Workshop,
  asker: Asker,
  on: OnRun<Rows>,
  words: VoteWords,
  seen: Seen,
): Promise<Result<Run | Begun>> {
  const [approval, votes, obstacle] = on.rows;
  if (approval === undefined) return refuse('conflict', `Nobody has asked for the approval of run ${on.run.id}.`);
  const { electorate, denied, changes } = seen;
  const counted = countVote({ approval, votes, run: on.run, by: asker.person, vote: words.vote, electorate }, on.now);
  if (!counted.ok) return counted;
  // A requester may take the request back without any right.
  if (denied !== undefined && asker.person !== on.run.requestedBy) return refuse('denied', denied);
  if (words.vote === 'yes' && changes.length > 0)
    return voidRun(on.tx, workshop, on.run, changes, asker.person, on.now);
  const verdict = counted.value;
  if (verdict === 'approved') {
    // The run that is in the middle of its steps has its locks.
    const start = admit(on.run, approval.step === null ? obstacle : undefined, on.now);
    if (!start.ok) return start;
    insertVote(on.tx, approval.id, asker.person, words.vote, words.reason);
    return approve(workshop, asker, on, approval, start.value);
  }
  insertVote(on.tx, approval.id, asker.person, words.vote, words.reason);
  if (verdict === 'denied') return deny(workshop, asker, on, approval, words.reason);
  workshop.queue.send(on.tx, 'post', { subject: `run:${on.run.id}` }, { priority: 10 });
  workshop.record(on.tx, {
    actor: asker.person,
    action: 'approval.yes',
    subject: `run:${on.run.id}`,
    detail: { digest: approval.digest, stillNeeded: verdict.stillNeeded },
  });
  return done(on.run);
}

function approve(
  workshop: Workshop,
  asker: Asker,
  on: OnRun<Rows>,
  { id, step }: Approval,
  start: Start,
): Result<Run | Begun> {
  closeApproval(on.tx, id, 'approved');
  const record = { actor: asker.person, action: 'approval.approved', detail: { step, start } };
  return setGoing(on.tx, workshop, on.run, { kind: 'approved', step, start }, record, on.now);
}

async function deny(
  workshop: Workshop,
  asker: Asker,
  on: OnRun<Rows>,
  approval: Approval,
  reason: string,
): Promise<Result<Run>> {
  closeApproval(on.tx, approval.id, 'denied');
  const say = `<@${asker.person}> said no${reason === '' ? '.' : `: ${reason}`}`;
  return applyEvent(
    on.tx,
    workshop,
    on.run,
    { kind: 'denied', say },
    { actor: asker.person, action: 'approval.denied', detail: { reason, step: approval.step } },
    on.now,
  );
}
