// Where each subject is shown in Slack. A row that was begun and has no timestamp means: the post may have arrived.

import { z } from 'zod';
import type { Sql, Transaction } from '../db/database.ts';

const cardRow = z.object({
  subject: z.string(),
  place: z.string(),
  channel: z.string().nullable(),
  ts: z.string().nullable(),
  sendingSince: z.date().nullable(),
  shown: z.string().nullable(),
});
export type Card = z.infer<typeof cardRow>;

const columns = 'subject, place, channel, ts, sending_since, shown';

export async function findCard(sql: Sql, subject: string, place: string): Promise<Card | undefined> {
  return sql.one(cardRow, `select ${columns} from card where subject = $1 and place = $2`, [subject, place]);
}

/** Where it stands, once it does. */
export async function findPost(
  sql: Sql,
  subject: string,
  place: string,
): Promise<{ readonly channel: string; readonly ts: string } | undefined> {
  const card = await findCard(sql, subject, place);
  return card === undefined || card.channel === null || card.ts === null
    ? undefined
    : { channel: card.channel, ts: card.ts };
}

export async function listCards(sql: Sql, subject: string): Promise<Card[]> {
  return sql.rows(cardRow, `select ${columns} from card where subject = $1 order by place`, [subject]);
}

/** Before the post. By the machine's own clock, since the post is looked for among Slack's, which carry the real time. */
export async function beginCard(sql: Sql, subject: string, place: string, channel: string): Promise<void> {
  await sql.run(
    `insert into card (subject, place, channel, sending_since) values ($1, $2, $3, now())
     on conflict (subject, place) do update set channel = $3, ts = null, shown = null, sending_since = now()`,
    [subject, place, channel],
  );
}

/** After the post or the edit; `shown` is a hash of what stands there now. */
export async function recordCard(
  sql: Sql,
  subject: string,
  place: string,
  at: { readonly channel: string; readonly ts: string },
  shown: string,
): Promise<void> {
  await sql.run('update card set channel = $3, ts = $4, shown = $5 where subject = $1 and place = $2', [
    subject,
    place,
    at.channel,
    at.ts,
    shown,
  ]);
}

/** The message is gone from Slack; it is posted again. */
export async function forgetCard(sql: Sql, subject: string, place: string): Promise<void> {
  await sql.run('delete from card where subject = $1 and place = $2', [subject, place]);
}

/** A file that was uploaded under the subject. */
export async function insertFileCard(
  sql: Sql,
  subject: string,
  place: string,
  at: { readonly channel: string; readonly ts: string },
): Promise<void> {
  await sql.run(
    `insert into card (subject, place, channel, ts, shown) values ($1, $2, $3, $4, 'file') on conflict do nothing`,
    [subject, place, at.channel, at.ts],
  );
}

const wantedRow = z.object({ subject: z.string(), sendingSince: z.date().nullable() });
export type Wanted = z.infer<typeof wantedRow>;

/** It is to be shown there, together with others; false when that was said before. */
export async function wantCard(tx: Transaction, subject: string, place: string): Promise<boolean> {
  const wanted = await tx.run('insert into card (subject, place) values ($1, $2) on conflict do nothing', [
    subject,
    place,
  ]);
  return wanted === 1;
}

/** Updates that are to be shown there and are not yet, in the order in which they were made. */
export async function listWanted(sql: Sql, place: string, limit: number): Promise<Wanted[]> {
  return sql.rows(
    wantedRow,
    `with wanted as materialized (
       select subject, sending_since, split_part(subject, ':', 2)::bigint as incident, split_part(subject, ':', 3)::int as seq
       from card where place = $1 and ts is null)
     select subject, sending_since from wanted join update_slot s using (incident, seq)
     order by sending_since nulls last, settled_at, incident, seq limit $2`,
    [place, limit],
  );
}

export async function beginWanted(
  sql: Sql,
  subjects: readonly string[],
  place: string,
  channel: string,
): Promise<void> {
  await sql.run(
    'update card set channel = $3, sending_since = now() where subject = any ($1) and place = $2 and ts is null',
    [subjects, place, channel],
  );
}

/** They did not arrive. */
export async function releaseWanted(sql: Sql, subjects: readonly string[], place: string): Promise<void> {
  await sql.run('update card set sending_since = null where subject = any ($1) and place = $2 and ts is null', [
    subjects,
    place,
  ]);
}

export async function recordWanted(
  sql: Sql,
  subjects: readonly string[],
  place: string,
  at: { readonly channel: string; readonly ts: string },
): Promise<void> {
  await sql.run('update card set channel = $3, ts = $4 where subject = any ($1) and place = $2', [
    subjects,
    place,
    at.channel,
    at.ts,
  ]);
}
