// Approvals: who may decide, what a decision does, when it is void. The rules are pure; the SQL at the end carries them out.

import type { Sql, Transaction } from '../db/database.ts';
import { done, refuse, type Result } from '../errors.ts';
import type { ApprovalId, PersonId, RunId } from '../ids.ts';
import { approvalRow, voteRow, type Approval, type Run, type Vote } from './run.ts';

export interface Ballot {
  readonly approval: Approval;
  readonly votes: readonly Vote[];
  readonly run: Run;
  readonly by: PersonId;
  readonly vote: 'yes' | 'no';
  /** Everybody in the groups and ids that `approval.who` names, as Slack knows them now. */
  readonly electorate: ReadonlySet<string>;
}

export type Verdict = 'approved' | 'denied' | { readonly stillNeeded: number };

/** Whether this vote counts and what it decides. The requester is refused before anything else is looked at. */
export function countVote(ballot: Ballot, now: Date): Result<Verdict> {
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
  if (!isRequester && !ballot.electorate.has(by))
    return refuse(
      'denied',
      `Only ${approval.who.join(', ')} may decide on run ${run.id}. Ask one of them, or to be added there.`,
    );
  if (ballot.vote === 'no') return done('denied');
  const counted = ballot.votes.filter((vote) => vote.vote === 'yes' && vote.approval === approval.id);
  const yes = new Set(counted.map((vote) => vote.person));
  if (yes.has(by)) return refuse('conflict', `You approved run ${run.id} already; it needs another person too.`);
  const stillNeeded = approval.needed - yes.size - 1;
  return done(stillNeeded > 0 ? { stillNeeded } : 'approved');
}

const decidedAs: Readonly<Record<Exclude<Approval['state'], 'pending'>, string>> = {
  approved: 'approved',
  denied: 'denied',
  expired: 'closed, because nobody decided in time',
  void: 'closed: its approval became void',
};

const columns = 'id, run, step, digest, needed, who, why, state, asked_by, asked_at, expires_at, decided_at';

export interface NewApproval {
  readonly run: Run;
  readonly step: number | null;
  readonly needed: number;
  readonly who: readonly string[];
  readonly why: string;
  readonly askedBy: PersonId;
  readonly expiresAt: Date;
}

export function insertApproval(tx: Transaction, asked: NewApproval): void {
  tx.write(
    `insert into approval (run, step, digest, needed, who, why, asked_by, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      asked.run.id,
      asked.step,
      asked.run.digest,
      asked.needed,
      JSON.stringify(asked.who),
      asked.why,
      asked.askedBy,
      asked.expiresAt,
    ],
  );
}

/** The run's newest approval; call with the run locked when it is to be changed. */
export async function latestApproval(sql: Sql, run: RunId): Promise<Approval | undefined> {
  return sql.one(approvalRow, `select ${columns} from approval where run = $1 order by id desc limit 1`, [run]);
}

/** The newest approval of the plan as a whole. */
export async function planApproval(sql: Sql, run: RunId): Promise<Approval | undefined> {
  return sql.one(
    approvalRow,
    `select ${columns} from approval where run = $1 and step is null order by id desc limit 1`,
    [run],
  );
}

export async function listVotes(sql: Sql, run: RunId): Promise<Vote[]> {
  return sql.rows(
    voteRow,
    `select v.approval, v.person, v.vote, v.reason, v.voted_at from approval_vote v join approval a on a.id = v.approval
     where a.run = $1 order by v.voted_at`,
    [run],
  );
}

export function insertVote(
  tx: Transaction,
  approval: ApprovalId,
  person: PersonId,
  vote: 'yes' | 'no',
  reason: string,
): void {
  tx.write(
    `insert into approval_vote (approval, person, vote, reason, voted_at) values ($1, $2, $3, $4, ops_now())
     on conflict (approval, person) do update set vote = excluded.vote, reason = excluded.reason, voted_at = ops_now()`,
    [approval, person, vote, reason],
  );
}

export function closeApproval(tx: Transaction, id: ApprovalId, state: Approval['state']): void {
  tx.write(`update approval set state = $2, decided_at = ops_now() where id = $1 and state = 'pending'`, [id, state]);
}
