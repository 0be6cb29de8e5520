// Claiming jobs and giving them back, on pg-boss's own table (its schema 24). pg-boss claims and completes too, but it lets go of a
// promise when the database is away, blocks a queue behind one busy key, and knows no way back without burning a try. Keys are compared
// as pg-boss's own index has them (`coalesce`), so that thousands of waiting jobs are not looked through for one.
// A claim carries a token; whoever has lost it changes nothing.

import { z } from 'zod';
import type { Sql, Transaction } from '../db/database.ts';
import { isAlive } from './executor.ts';
import type { QueueName } from './jobs.ts';

const claimed = z.object({
  id: z.string(),
  claim: z.string(),
  data: z.unknown(),
  retryCount: z.number(),
  retryLimit: z.number(),
});
export type Claimed = z.infer<typeof claimed>;

/**
 * The index that `claimJobs` walks. Without it all that is due would be sorted: the more is left to do, the longer each claim would
 * take, and the more would be left. Asking for it again would lock the table, even where it is there.
 */
export async function defineClaimIndex(tx: Transaction): Promise<void> {
  const found = await tx.one(
    z.object({ isThere: z.boolean() }),
    `select to_regclass('pgboss.job_by_urgency') is not null as is_there`,
  );
  if (found?.isThere === true) return;
  await tx.run(`create index job_by_urgency on pgboss.job (name, priority desc, start_after) where state < 'active'`);
}

/**
 * Takes up to `limit` due jobs, the most urgent first, of those the one that has been due longest. Of jobs with one key only one is
 * taken, and none while one is being worked on. Rows that a sender has locked are left until it has committed. However much waits,
 * it looks at a few rows of each urgency. The name stands in the text, so that only its own part of the table is planned for.
 */
export async function claimJobs(sql: Sql, name: QueueName, executor: string, limit: number): Promise<Claimed[]> {
  const waiting = `from pgboss.job j where j.name = '${name}' and j.state < 'active'`;
  return sql.rows(
    claimed,
    `with recursive urgency (priority) as (
       (select j.priority ${waiting} order by j.priority desc limit 1)
       union all
       select (select j.priority ${waiting} and j.priority < u.priority order by j.priority desc limit 1)
       from urgency u where u.priority is not null
     ), due as (
       select d.* from urgency u, lateral (
         select j.id, j.singleton_key, j.priority, j.start_after ${waiting}
           and j.priority = u.priority and j.start_after < now()
           and not exists (
             select from pgboss.job a
             where a.name = '${name}' and a.state = 'active' and a.policy = 'stately'
               and coalesce(a.singleton_key, '') = coalesce(j.singleton_key, ''))
         order by j.start_after limit $1
         for update skip locked
       ) d order by d.priority desc, d.start_after, d.id limit $1
     ), first as (
       select distinct on (singleton_key) id from due order by singleton_key, priority desc, start_after, id
     )
     update pgboss.job j set
       state = 'active',
       started_on = now(),
       retry_count = case when started_on is null then retry_count else retry_count + 1 end,
       output = jsonb_build_object('executor', $2::text, 'claim', gen_random_uuid())
     from first where j.name = '${name}' and j.id = first.id
     returning j.id, j.output ->> 'claim' as claim, j.data, j.retry_count, j.retry_limit`,
    [limit, executor],
  );
}

export type Settlement =
  | { readonly kind: 'done' }
  /** Not finished and nobody's fault: again after the delay, no try burnt. */
  | { readonly kind: 'again'; readonly delayMs: number }
  | { readonly kind: 'retry'; readonly delayMs: number; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string };

// A job of the same key may wait for its own next try already. pg-boss keeps one such row per key, and one is enough.
const waiting = (job: string): string => `case when exists (
  select from pgboss.job t
  where t.name = ${job}.name and t.state = 'retry' and t.policy = 'stately'
    and coalesce(t.singleton_key, '') = coalesce(${job}.singleton_key, '')
) then 'completed' else 'retry' end::pgboss.job_state`;

/** Says what came of a claimed job; false when the claim was lost in the meantime. */
export async function settleJob(sql: Sql, name: QueueName, job: Claimed, settlement: Settlement): Promise<boolean> {
  const { kind } = settlement;
  const ends = kind === 'done' || kind === 'failed';
  const state = ends ? `'${kind === 'done' ? 'completed' : 'failed'}'::pgboss.job_state` : waiting('j');
  const changed = await sql.run(
    `update pgboss.job j set
       state = ${state},
       completed_on = ${ends ? 'now()' : 'null'},
       started_on = ${kind === 'again' ? 'null' : 'started_on'},
       start_after = now() + $3 * interval '1 ms',
       output = jsonb_build_object('reason', $4::text)
     where name = '${name}' and id = $1 and state = 'active' and output ->> 'claim' = $2`,
    [
      job.id,
      job.claim,
      ends ? 0 : settlement.delayMs,
      kind === 'retry' || kind === 'failed' ? settlement.reason : kind,
    ],
  );
  return changed === 1;
}

/** Gives back whatever this executor still holds, as if it had never been taken. */
export async function releaseOwn(sql: Sql, names: readonly QueueName[], executor: string): Promise<number> {
  return sql.run(
    `update pgboss.job j set state = ${waiting('j')}, started_on = null, start_after = now(), output = null
     where name = any ($1) and state = 'active' and policy = 'stately' and output ->> 'executor' = $2`,
    [names, executor],
  );
}

/** Takes jobs from executors that are gone. That counts as a try: a job that kills its process must come to an end. */
export async function releaseDead(sql: Sql, names: readonly QueueName[]): Promise<number> {
  return sql.run(
    `update pgboss.job j set
       state = case when retry_count >= retry_limit then 'failed'::pgboss.job_state else ${waiting('j')} end,
       completed_on = case when retry_count >= retry_limit then now() end,
       start_after = now(),
       output = jsonb_build_object('reason', 'the process that worked on it is gone')
     where name = any ($1) and state = 'active' and policy = 'stately'
       and not exists (select from executor e where e.id::text = j.output ->> 'executor' and ${isAlive})`,
    [names],
  );
}
