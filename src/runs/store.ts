// Runs and their attempts in SQL; nothing is decided here. Lock order everywhere: run row first, then its approval, then the audit head.

import { z } from 'zod';
import type { Sql, Transaction } from '../db/database.ts';
import { runId, type PersonId, type RunId } from '../ids.ts';
import type { Plan } from '../runbooks/planned.ts';
import type { Cause } from '../trail/cause.ts';
import type { RunChange } from './decide.ts';
import type { Evidence } from './evidence.ts';
import type { Undoing } from './undo.ts';
import { attemptRow, runRow, type Attempt, type AttemptOutcome, type Run } from './run.ts';

const runColumns = `id, procedure, plan, digest, state, cursor, saved, requested_by, reason, channel, incident, created_at, started_at,
  ended_at, step_since, deadline_at, left_ms, wake_at, cancelled_by, say, evidence, undoes, again_of, changes, preapproval,
  request_key, request`;
const attemptColumns = `run, step, attempt, executor, started_at, ended_at, outcome, say, output,
  whole_output is not null as has_whole_output, decided_by`;

const undoingRow = runRow.pick({ id: true, procedure: true, state: true, requestedBy: true });

export interface NewRun {
  readonly requestKey: string | null;
  readonly plan: Plan;
  readonly digest: string;
  readonly requestedBy: PersonId;
  readonly channel: string;
  /** Where an incident asks for it itself; else the channel says which incident it belongs to. */
  readonly incident?: number;
  /** The run that it takes back. */
  readonly undoes?: RunId;
  /** The run that it takes the place of, and what has changed since. */
  readonly again?: { readonly of: RunId; readonly changes: readonly string[] };
}

/** Undefined when this request has made its run already. Asked for in an incident's channel, it belongs to the incident. */
export async function insertRun(tx: Transaction, run: NewRun): Promise<Run | undefined> {
  return tx.one(
    runRow,
    `insert into run (request_key, procedure, plan, digest, state, requested_by, channel, undoes, again_of, changes, is_drill, incident)
     values ($1, $2, $3, $4, 'planned', $5, $6, $8, $9, $10, $11,
       coalesce($7, (select id from incident where channel = $6 and thread is null and state = 'open' order by id desc limit 1)))
     on conflict (request_key) do nothing returning ${runColumns}`,
    [
      run.requestKey,
      run.plan.procedure,
      JSON.stringify(run.plan),
      run.digest,
      run.requestedBy,
      run.channel,
      run.incident ?? null,
      run.undoes ?? null,
      run.again?.of ?? null,
      JSON.stringify(run.again?.changes ?? []),
      run.plan.drill !== undefined,
    ],
  );
}

/** Locks the run against every other change until the transaction ends; `now` is the database's clock. */
export async function lockRun(
  tx: Transaction,
  id: RunId,
): Promise<{ readonly run: Run; readonly now: Date } | undefined> {
  const row = await tx.one(
    runRow.extend({ now: z.date() }),
    `select ${runColumns}, ops_now() as now from run where id = $1 for update`,
    [id],
  );
  if (row === undefined) return undefined;
  const { now, ...run } = row;
  return { run, now };
}

export async function findRun(sql: Sql, id: RunId): Promise<Run | undefined> {
  return sql.one(runRow, `select ${runColumns} from run where id = $1`, [id]);
}

/** The runs that take it back, or were to, in the order in which they were asked for. */
export async function listUndoing(sql: Sql, id: RunId): Promise<Undoing[]> {
  return sql.rows(undoingRow, 'select id, procedure, state, requested_by from run where undoes = $1 order by id', [id]);
}

/** The run that takes the place of this one. */
export async function findSuccessor(sql: Sql, id: RunId): Promise<RunId | undefined> {
  return (await sql.one(z.object({ id: runId }), 'select id from run where again_of = $1', [id]))?.id;
}

export async function listRuns(sql: Sql, limit: number): Promise<Run[]> {
  return sql.rows(
    runRow,
    `select ${runColumns} from run order by (ended_at is null) desc, created_at desc, id desc limit $1`,
    [limit],
  );
}

export async function listRunsById(sql: Sql, ids: readonly RunId[]): Promise<Run[]> {
  return sql.rows(runRow, `select ${runColumns} from run where id = any($1) order by id`, [ids]);
}

export async function listRunsOf(sql: Sql, procedure: string, limit: number): Promise<Run[]> {
  return sql.rows(
    runRow,
    `select ${runColumns} from run where procedure = $1 and not is_drill order by id desc limit $2`,
    [procedure, limit],
  );
}

/** The run with the columns that the change names; the others stay as they are. */
export function afterChange(run: Run, change: RunChange, cause: Cause | undefined): Run {
  return {
    ...run,
    request: cause?.request ?? run.request,
    state: change.state,
    cursor: change.cursor ?? run.cursor,
    saved: { ...(change.saved ?? run.saved) },
    reason: change.reason ?? run.reason,
    startedAt: change.startedAt ?? run.startedAt,
    endedAt: change.endedAt === undefined ? run.endedAt : change.endedAt,
    stepSince: change.stepSince === undefined ? run.stepSince : change.stepSince,
    deadlineAt: change.deadlineAt === undefined ? run.deadlineAt : change.deadlineAt,
    leftMs: change.leftMs === undefined ? run.leftMs : change.leftMs,
    wakeAt: change.wakeAt === undefined ? run.wakeAt : change.wakeAt,
    cancelledBy: change.cancelledBy ?? run.cancelledBy,
    say: change.say,
  };
}

/** Writes what a change can change. */
export function writeRun(tx: Transaction, run: Run): void {
  tx.write(
    `update run set state = $2, cursor = $3, saved = $4, reason = $5, started_at = $6, ended_at = $7, step_since = $8,
       deadline_at = $9, left_ms = $10, wake_at = $11, cancelled_by = $12, say = $13, request = $14 where id = $1`,
    [
      run.id,
      run.state,
      run.cursor,
      JSON.stringify(run.saved),
      run.reason,
      run.startedAt,
      run.endedAt,
      run.stepSince,
      run.deadlineAt,
      run.leftMs,
      run.wakeAt,
      run.cancelledBy,
      run.say,
      run.request,
    ],
  );
}

/** Once: what an approver has seen is never replaced. */
export async function insertEvidence(tx: Transaction, id: RunId, seen: Evidence): Promise<void> {
  await tx.run('update run set evidence = $2 where id = $1 and evidence is null', [id, JSON.stringify(seen)]);
}

/** A cancel that has to wait for the step under way to be stopped. */
export async function requestCancel(tx: Transaction, id: RunId, by: PersonId): Promise<void> {
  await tx.run('update run set cancelled_by = $2 where id = $1', [id, by]);
}

export async function isCancelRequested(sql: Sql, id: RunId): Promise<boolean> {
  const row = await sql.one(
    z.object({ asked: z.boolean() }),
    'select cancelled_by is not null as asked from run where id = $1',
    [id],
  );
  return row?.asked ?? false;
}

export async function listAttempts(sql: Sql, id: RunId): Promise<Attempt[]> {
  return sql.rows(attemptRow, `select ${attemptColumns} from step_attempt where run = $1 order by step, attempt`, [id]);
}

/** The attempts of the step at which the run stands. */
export async function listAttemptsHere(sql: Sql, id: RunId): Promise<Attempt[]> {
  return sql.rows(
    attemptRow,
    `select ${attemptColumns} from step_attempt where run = $1 and step = (select cursor from run where id = $1)
     order by attempt`,
    [id],
  );
}

export interface AttemptKey {
  readonly run: RunId;
  readonly step: number;
  readonly attempt: number;
  readonly executor: string;
}

/** The row before the effect. When somebody else holds this attempt, the transaction fails, and nothing is started. */
export function beginAttempt(tx: Transaction, key: AttemptKey): void {
  tx.write(`insert into step_attempt (run, step, attempt, executor, started_at) values ($1, $2, $3, $4, ops_now())`, [
    key.run,
    key.step,
    key.attempt,
    key.executor,
  ]);
}

export interface AttemptEnd {
  readonly outcome: AttemptOutcome;
  readonly say: string;
  readonly facts: unknown;
  readonly output: string;
  readonly wholeOutput: string | null;
  readonly decidedBy?: PersonId;
}

/** Records a result; false when the attempt is no longer this executor's, and then nothing is changed. */
export async function endAttempt(tx: Transaction, key: AttemptKey, end: AttemptEnd): Promise<boolean> {
  const updated = await tx.run(
    `update step_attempt set ended_at = ops_now(), outcome = $5, say = $6, facts = $7, output = $8, whole_output = $9,
       decided_by = $10
     where run = $1 and step = $2 and attempt = $3 and executor = $4 and ended_at is null`,
    [
      key.run,
      key.step,
      key.attempt,
      key.executor,
      end.outcome,
      end.say,
      JSON.stringify(end.facts),
      end.output,
      end.wholeOutput,
      end.decidedBy ?? null,
    ],
  );
  return updated === 1;
}

export async function readWholeOutput(sql: Sql, id: RunId, step: number, attempt: number): Promise<string | undefined> {
  const row = await sql.one(
    z.object({ wholeOutput: z.string().nullable() }),
    'select whole_output from step_attempt where run = $1 and step = $2 and attempt = $3',
    [id, step, attempt],
  );
  return row?.wholeOutput ?? undefined;
}

/** A step that a person did: one attempt, begun and ended by them. */
export async function recordPersonStep(tx: Transaction, id: RunId, step: number, by: PersonId): Promise<void> {
  await tx.run(
    `insert into step_attempt (run, step, attempt, executor, started_at, ended_at, outcome, decided_by)
     select $1, $2, coalesce(max(attempt), 0) + 1, gen_random_uuid(), ops_now(), ops_now(), 'done', $3
     from step_attempt where run = $1 and step = $2`,
    [id, step, by],
  );
}

/** A person's word on an attempt whose end nobody recorded. */
export async function decideAttempt(
  tx: Transaction,
  id: RunId,
  step: number,
  outcome: 'happened' | 'unknown',
  by: PersonId,
): Promise<void> {
  await tx.run(
    `update step_attempt set outcome = $3, decided_by = $4, ended_at = coalesce(ended_at, ops_now())
     where run = $1 and step = $2 and attempt = (select max(attempt) from step_attempt where run = $1 and step = $2)`,
    [id, step, outcome, by],
  );
}

/** `when` was false: the step is passed over, and the record says so. */
export async function recordSkip(tx: Transaction, id: RunId, step: number): Promise<void> {
  await tx.run(
    `insert into step_attempt (run, step, attempt, executor, started_at, ended_at, outcome)
     select $1, $2, coalesce(max(attempt), 0) + 1, gen_random_uuid(), ops_now(), ops_now(), 'skipped'
     from step_attempt where run = $1 and step = $2`,
    [id, step],
  );
}
