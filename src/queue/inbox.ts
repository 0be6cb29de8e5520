// The durable inbox: what Slack sent is committed here before it is acknowledged, unique by Slack's own trigger id.

import { z } from 'zod';
import type { Sql, Transaction } from '../db/database.ts';
import type { JobData } from './jobs.ts';

export const requestKind = z.enum(['command', 'action', 'form', 'event']);
export type RequestKind = z.infer<typeof requestKind>;

export interface InboxRequest {
  /** Slack's trigger id, or an event's own id. */
  readonly key: string;
  readonly kind: RequestKind;
  /** Slack's payload, without its verification token. */
  readonly payload: unknown;
}

const requestRow = z.object({
  key: z.string(),
  kind: requestKind,
  payload: z.unknown(),
  tries: z.number(),
  isOld: z.boolean(),
});
/** An old one no longer waits for Slack to say what it hangs on. */
export type StoredRequest = z.infer<typeof requestRow>;

/** As it is right after it was written. */
export function fresh(request: InboxRequest): StoredRequest {
  return { ...request, tries: 0, isOld: false };
}

/**
 * Writes all of them and the job that looks after them `lookAfterMs` later, in one statement: one round trip and one commit are all
 * that stands between a person and the acknowledgement. A request that is there already is left as it is.
 */
export async function acceptRequests(sql: Sql, requests: readonly InboxRequest[], lookAfterMs: number): Promise<void> {
  const keys = requests.map((request) => request.key);
  await sql.run(
    `with written as (
       insert into request (key, kind, payload)
       select * from unnest($1::text[], $2::text[], $3::jsonb[]) on conflict (key) do nothing)
     insert into pgboss.job (name, data, singleton_key, start_after, expire_in, keep_until, retry_limit, policy)
     select name, $4::jsonb, gen_random_uuid()::text, now() + $5 * interval '1 ms', expire_seconds * interval '1 s',
       now() + retention_minutes * interval '1 min', retry_limit, policy
     from pgboss.queue where name = 'request'`,
    [
      keys,
      requests.map((request) => request.kind),
      requests.map((request) => JSON.stringify(request.payload)),
      JSON.stringify({ keys } satisfies JobData['request']),
      lookAfterMs,
    ],
  );
}

/** Marks a request handled in the transaction that carries it out; false when it has been carried out before. */
export async function claimRequest(tx: Transaction, key: string): Promise<boolean> {
  const claimed = await tx.run('update request set handled_at = ops_now() where key = $1 and handled_at is null', [
    key,
  ]);
  return claimed === 1;
}

/**
 * Writes the request in the transaction that carries it out. Should it stand there already, this is a claim like the other; false when
 * it has been carried out before.
 */
export async function writeClaimed(tx: Transaction, { key, kind, payload }: InboxRequest): Promise<boolean> {
  const written = await tx.run(
    `insert into request (key, kind, payload, handled_at) values ($1, $2, $3, ops_now())
     on conflict (key) do update set handled_at = excluded.handled_at where request.handled_at is null`,
    [key, kind, JSON.stringify(payload)],
  );
  return written === 1;
}

/** Writes that this was answered; false when it had been. It stands among the requests, handled, with nothing in it. */
export async function rememberAnswer(sql: Sql, signature: string): Promise<boolean> {
  const written = await sql.run(
    `insert into request (key, kind, payload, handled_at) values ($1, 'command', '{}', ops_now())
     on conflict (key) do nothing`,
    [answerKey(signature)],
  );
  return written === 1;
}

/** Once nobody would take the signature any more. */
export async function forgetAnswers(sql: Sql, signatures: readonly string[]): Promise<void> {
  await sql.run('delete from request where key = any ($1)', [signatures.map(answerKey)]);
}

/** Slack repeats an event for minutes, not for days; the record keeps what came of it. */
const keptDays = 7;
const forgottenAtOnce = 5_000;

/** Takes away requests that were handled long ago, and what people typed with them. */
export async function forgetHandled(sql: Sql): Promise<void> {
  await sql.run(
    `delete from request where key in (
       select key from request
       where received_at < ops_now() - $1 * interval '1 day' and handled_at is not null limit $2)`,
    [keptDays, forgottenAtOnce],
  );
}

function answerKey(signature: string): string {
  return `answered:${signature}`;
}

export async function findUnhandled(sql: Sql, keys: readonly string[]): Promise<StoredRequest[]> {
  return sql.rows(
    requestRow,
    `select key, kind, payload, tries, received_at < ops_now() - $2 * interval '1 ms' as "isOld"
     from request where key = any ($1) and handled_at is null`,
    [keys, oldAfterMs],
  );
}

/** What somebody asked for longer ago may not be what they want any more. */
const oldAfterMs = 3_600_000;

/** Counts a try that broke, so that a request that can never be handled does not come back for ever. */
export async function countTry(sql: Sql, key: string): Promise<void> {
  await sql.run('update request set tries = tries + 1 where key = $1', [key]);
}
