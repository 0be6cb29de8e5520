// Broken glass in SQL: runs that were started without the second person they need, each open until somebody else has looked at it.

import { z } from 'zod';
import type { Sql, Transaction } from '../db/database.ts';
import { personId, runId, type PersonId } from '../ids.ts';
import type { Queue } from '../queue/queue.ts';
import type { Run } from './run.ts';

const reviewRow = z.object({
  id: z.number(),
  run: runId,
  brokenBy: personId,
  brokenAt: z.date(),
  reason: z.string(),
  digest: z.string(),
  /** The gate that was passed; null when it was the start. */
  step: z.number().nullable(),
  closedBy: personId.nullable(),
  closedAt: z.date().nullable(),
  finding: z.string(),
  reminders: z.number(),
});
export type GlassReview = z.infer<typeof reviewRow>;

const columns = 'id, run, broken_by, broken_at, reason, digest, step, closed_by, closed_at, finding, reminders';

/** How often people are reminded of a review that is open. */
const againMs = 24 * 3_600_000;

/** The review of what is done now, its loud post, and the reminders that end with it. */
export async function openReview(
  tx: Transaction,
  queue: Queue,
  run: Run,
  by: PersonId,
  reason: string,
): Promise<number> {
  const step = run.startedAt === null ? null : run.cursor;
  const row = await tx.one(
    z.object({ id: z.number() }),
    'insert into glass_review (run, broken_by, reason, digest, step) values ($1, $2, $3, $4, $5) returning id',
    [run.id, by, reason, run.digest, step],
  );
  const id = row?.id ?? 0;
  queue.send(tx, 'post', { subject: `glass:${id}` }, { priority: 10 });
  queue.send(tx, 'remind', { subject: `glass:${id}` }, { delayMs: againMs });
  return id;
}

export async function findReview(sql: Sql, id: number): Promise<GlassReview | undefined> {
  return sql.one(reviewRow, `select ${columns} from glass_review where id = $1`, [id]);
}

/** The newest of a run. */
export async function latestReview(sql: Sql, run: Run['id']): Promise<GlassReview | undefined> {
  return sql.one(reviewRow, `select ${columns} from glass_review where run = $1 order by id desc limit 1`, [run]);
}

export async function listOpenReviews(sql: Sql): Promise<GlassReview[]> {
  return sql.rows(reviewRow, `select ${columns} from glass_review where closed_at is null order by id limit 50`);
}

export function closeReview(tx: Transaction, queue: Queue, review: GlassReview, by: PersonId, finding: string): void {
  tx.write('update glass_review set closed_by = $2, closed_at = ops_now(), finding = $3 where id = $1', [
    review.id,
    by,
    finding,
  ]);
  queue.send(tx, 'post', { subject: `glass:${review.id}` });
  queue.send(tx, 'post', { subject: `run:${review.run}` });
}

/** Counts a reminder and has it posted; answers in how long to look again, undefined when the review is closed. */
export async function remindOfReview(tx: Transaction, queue: Queue, id: number): Promise<number | undefined> {
  const row = await tx.one(
    z.object({ reminders: z.number() }),
    'update glass_review set reminders = reminders + 1 where id = $1 and closed_at is null returning reminders',
    [id],
  );
  if (row === undefined) return undefined;
  queue.send(tx, 'post', { subject: `glass:${id}:${row.reminders}` });
  return againMs;
}
