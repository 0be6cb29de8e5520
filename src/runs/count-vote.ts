// Whether a vote counts and what it decides. The requester is refused before anything else is looked at. Pure.

import { done, refuse, type Result } from '../errors.ts';
import type { PersonId } from '../ids.ts';
import { missingFor, type Missing } from './missing.ts';
import { namesAsked, rightsOf, type Right, type Rights } from './right.ts';
import type { Approval, Run, Vote } from './run.ts';

export interface Ballot extends Rights {
  readonly approval: Approval;
  readonly votes: readonly Vote[];
  readonly run: Run;
  readonly by: PersonId;
  readonly vote: 'yes' | 'no';
}

export interface Counted {
  readonly verdict: 'approved' | 'denied' | 'more';
  /** By whose right; undefined for somebody who takes their own question back. */
  readonly right: Right | undefined;
  readonly missing: Missing;
}

export function countVote(ballot: Ballot, now: Date): Result<Counted> {
  const { approval, run, by } = ballot;
  const isRequester = by === run.requestedBy || by === approval.askedBy;
  if (isRequester && ballot.vote === 'yes')
    return refuse('denied', `You asked for run ${run.id}, so somebody else has to approve it.`);
  if (approval.state !== 'pending')
    return refuse('conflict', `Run ${run.id} was already ${decidedAs[approval.state]}. Your click changed nothing.`);
  if (now >= approval.expiresAt)
    return refuse(
      'conflict',
      `The approval of run ${run.id} expired. Ask for the run again: /ops run ${run.procedure}`,
    );
  const yes = ballot.votes.filter((vote) => vote.vote === 'yes' && vote.approval === approval.id);
  if (isRequester) return done({ verdict: 'denied', right: undefined, missing: missingFor(approval, yes) });
  const rights = rightsOf(by, approval, run, ballot);
  if (rights.length === 0)
    return refuse(
      'denied',
      `Only ${namesAsked(approval).join(', ')} may decide on run ${run.id}. Ask one of them, or to be added there.`,
    );
  if (ballot.vote === 'no') return done({ verdict: 'denied', right: rights[0], missing: missingFor(approval, yes) });
  return countYes(ballot, yes, rights);
}

function countYes({ approval, run, by }: Ballot, yes: readonly Vote[], rights: readonly Right[]): Result<Counted> {
  if (yes.some(({ person }) => person === by))
    return refuse('conflict', `You approved run ${run.id} already; it needs another person too.`);
  const used = (holder: PersonId): Vote | undefined =>
    yes.find(({ person, onBehalf }) => person === holder || onBehalf === holder);
  const right = rights.find(({ holder }) => used(holder) === undefined);
  if (right === undefined) {
    const [first] = rights;
    const vote = first && used(first.holder);
    const whose = first?.holder === by ? 'your right' : `the right of <@${first?.holder}>`;
    return refuse(
      'conflict',
      `<@${vote?.person}> approved run ${run.id} already with ${whose}; it needs another person too.`,
    );
  }
  const missing = missingFor(approval, [...yes, right]);
  return done({ verdict: missing.people > 0 ? 'more' : 'approved', right, missing });
}

const decidedAs: Readonly<Record<Exclude<Approval['state'], 'pending'>, string>> = {
  approved: 'approved',
  denied: 'denied',
  expired: 'closed, because nobody decided in time',
  void: 'closed: its approval became void',
  bypassed: 'started without an approval, by breaking the glass',
};
