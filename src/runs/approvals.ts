// Approvals and their votes in SQL: the question bound to a digest, and each person's answer.

import type { Sql, Transaction } from '../db/database.ts';
import type { ApprovalId, PersonId, RunId } from '../ids.ts';
import type { Queue } from '../queue/queue.ts';
import { patienceMs } from './decide.ts';
import type { Right } from './right.ts';
import { approvalRow, voteRow, type Approval, type Run, type Vote } from './run.ts';

const columns = `id, run, step, digest, needed, who, each_of, why, state, asked_by, asked_at, expires_at, decided_at,
  remind_at, reminded_at, escalate_at, escalate_to, escalated_at`;

export interface Question {
  readonly run: Run;
  /** The gate; null for the plan as a whole. */
  readonly step: number | null;
  readonly needed: number;
  readonly who: readonly string[];
  readonly eachOf: readonly string[];
  readonly why: string;
  readonly askedBy: PersonId;
}

/** Asks, and sees to it that people are reminded and others are asked in time. */
export function insertApproval(tx: Transaction, queue: Queue, asked: Question, now: Date): void {
  const { run } = asked;
  const { remindMs, escalate } = run.plan.asking ?? {};
  const after = (ms: number | undefined): Date | null => (ms === undefined ? null : new Date(now.getTime() + ms));
  tx.write(
    `insert into approval (run, step, digest, needed, who, each_of, why, asked_by, expires_at, remind_at, escalate_at, escalate_to)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      run.id,
      asked.step,
      run.digest,
      asked.needed,
      JSON.stringify(asked.who),
      JSON.stringify(asked.eachOf),
      asked.why,
      asked.askedBy,
      after(patienceMs),
      after(remindMs),
      after(escalate?.afterMs),
      JSON.stringify(escalate?.to ?? []),
    ],
  );
  const delayMs = Math.min(remindMs ?? Infinity, escalate?.afterMs ?? Infinity);
  if (delayMs < patienceMs) queue.send(tx, 'remind', { subject: `approval:${run.id}` }, { delayMs });
}

/** The run's newest approval; call with the run locked when it is to be changed. */
export async function latestApproval(sql: Sql, run: RunId): Promise<Approval | undefined> {
  return sql.one(approvalRow, `select ${columns} from approval where run = $1 order by id desc limit 1`, [run]);
}

/** All of some runs, in the order in which they were asked for. */
export async function listApprovals(sql: Sql, runs: readonly RunId[]): Promise<Approval[]> {
  return sql.rows(approvalRow, `select ${columns} from approval where run = any ($1) order by id`, [runs]);
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
    `select v.approval, v.person, v.vote, v.reason, v.voted_at, v.stands_for, v.on_behalf
     from approval_vote v join approval a on a.id = v.approval where a.run = $1 order by v.voted_at`,
    [run],
  );
}

export interface NewVote {
  readonly person: PersonId;
  readonly vote: 'yes' | 'no';
  readonly reason: string;
  readonly right: Right | undefined;
}

export function insertVote(tx: Transaction, approval: ApprovalId, { person, vote, reason, right }: NewVote): void {
  const onBehalf = right === undefined || right.holder === person ? null : right.holder;
  tx.write(
    `insert into approval_vote (approval, person, vote, reason, voted_at, stands_for, on_behalf)
     values ($1, $2, $3, $4, ops_now(), $5, $6)
     on conflict (approval, person) do update set vote = excluded.vote, reason = excluded.reason, voted_at = ops_now(),
       stands_for = excluded.stands_for, on_behalf = excluded.on_behalf`,
    [approval, person, vote, reason, JSON.stringify(right?.standsFor ?? []), onBehalf],
  );
}

export function closeApproval(tx: Transaction, id: ApprovalId, state: Approval['state']): void {
  tx.write(`update approval set state = $2, decided_at = ops_now() where id = $1 and state = 'pending'`, [id, state]);
}

/** The run's open question; call with the run locked. */
export async function pendingApproval(tx: Transaction, run: RunId): Promise<Approval | undefined> {
  return tx.one(approvalRow, `select ${columns} from approval where run = $1 and state = 'pending'`, [run]);
}

export function noteReminded(tx: Transaction, id: ApprovalId): void {
  tx.write('update approval set reminded_at = ops_now() where id = $1', [id]);
}

export function noteEscalated(tx: Transaction, id: ApprovalId): void {
  tx.write('update approval set escalated_at = ops_now() where id = $1', [id]);
}

/** What is waited for now, the longest first. */
export async function listWaiting(sql: Sql): Promise<Approval[]> {
  return sql.rows(approvalRow, `select ${columns} from approval where state = 'pending' order by asked_at limit 50`);
}
