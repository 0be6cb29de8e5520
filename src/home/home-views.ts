// Whose home pages are kept up to date, in SQL, and the jobs that do it. A page goes by a hash of what it shows, so that it changes only
// when that does.

import { z } from 'zod';
import type { Sql, Transaction } from '../db/database.ts';
import type { Queue } from '../queue/queue.ts';

/** The subject of the job that wakes every page's own. */
export const allHomes = 'home';
const prefix = 'home:';

/** Many changes come together, and one look at them is enough. */
const gatheredMs = 1_500;
/** So often a page is published at most. */
const spacedMs = 3_000;
/** Who has not looked for a day sees the page anew when they do. */
const followedHours = 24;
const mostFollowed = 300;

/**
 * Call it after whatever may change what somebody sees, behind the audit entry: no other lock may be waited for after it. However often
 * it is called in a transaction, there is one job.
 */
export function wakeHomes(tx: Transaction, queue: Queue): void {
  if (tx.first('home')) queue.send(tx, 'home', { subject: allHomes }, { delayMs: gatheredMs });
}
/** `isLooking`: they have just opened it, and go before all whose page is only looked over. */
export function wakeHome(tx: Transaction, queue: Queue, person: string, isLooking: boolean): void {
  queue.send(tx, 'home', { subject: `${prefix}${person}` }, { priority: isLooking ? 5 : 0 });
}

/** Undefined for the job of all. */
export function personOf(subject: string): string | undefined {
  return subject.startsWith(prefix) ? subject.slice(prefix.length) : undefined;
}

/** Somebody looks at their page. `isBlank`: Slack has none of ours to show. */
export function noteOpened(tx: Transaction, person: string, isBlank: boolean): void {
  tx.write(
    `insert into home_view (person) values ($1)
     on conflict (person) do update set opened_at = ops_now(), shown = case when $2 then null else home_view.shown end`,
    [person, isBlank],
  );
}

/** Who has looked lately, sorted, so that two who wake them all do it in one order. */
export async function listFollowed(sql: Sql): Promise<readonly string[]> {
  const rows = await sql.rows(
    z.object({ person: z.string() }),
    `select person from home_view where opened_at > ops_now() - $1 * interval '1 hour' order by opened_at desc limit $2`,
    [followedHours, mostFollowed],
  );
  return rows.map(({ person }) => person).sort();
}

const viewRow = z.object({ shown: z.string().nullable(), restMs: z.number() });

/** What it shows, and how long it rests before it may be published again. */
export async function findHomeView(sql: Sql, person: string): Promise<z.infer<typeof viewRow> | undefined> {
  return sql.one(
    viewRow,
    `select shown, greatest(0, coalesce(ceil($2 - extract(epoch from now() - published_at) * 1000), 0))::int as rest_ms
     from home_view where person = $1`,
    [person, spacedMs],
  );
}

export async function notePublished(sql: Sql, person: string, shown: string): Promise<void> {
  await sql.run('update home_view set shown = $2, published_at = now() where person = $1', [person, shown]);
}

/** Slack has no such page; it is tried again when the person looks the next time. */
export async function forgetHome(sql: Sql, person: string): Promise<void> {
  await sql.run('delete from home_view where person = $1', [person]);
}
