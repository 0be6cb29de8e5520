// Putting a job into pg-boss's own table (its schema 24), in one round trip whose answer nobody has to wait for. pg-boss sends too, but
// says only afterwards that a job of the same key waits already.

import { z } from 'zod';
import type { Transaction } from '../db/database.ts';
import type { QueueName } from './jobs.ts';

/**
 * A function of the database, because it may have to try twice: between the insert that meets a waiting job of the same key and the
 * update that joins it, that job may be claimed; then the next insert succeeds. A joined job is due as early and as urgent as either
 * asks, follows from the later request, and its row stays locked until the sender commits, so that nobody works on it before the
 * sender's change can be seen.
 */
const body = `
  begin
    loop
      insert into pgboss.job (id, name, data, priority, start_after, singleton_key, expire_in, keep_until, retry_limit, policy)
      select job_id, name, content, urgency, now() + delay, key, expire_seconds * interval '1 s',
        now() + delay + retention_minutes * interval '1 min', retry_limit, policy
      from pgboss.queue where name = queue_name
      on conflict do nothing;
      exit when found or exists (select from pgboss.job where name = queue_name and id = job_id);
      update pgboss.job set start_after = least(start_after, now() + delay), priority = greatest(priority, urgency),
        data = data || jsonb_strip_nulls(jsonb_build_object('follows', content -> 'follows'))
      where name = queue_name and coalesce(singleton_key, '') = key and state = 'created' and policy = 'stately';
      exit when found;
      if not exists (select from pgboss.queue where name = queue_name) then
        raise exception 'there is no queue %', queue_name;
      end if;
    end loop;
  end `;
const head = `create or replace function pgboss.send_job(
    queue_name text, job_id uuid, content jsonb, key text, delay interval, urgency int
  ) returns void language plpgsql as`;

/** Only where it is not there in these words. */
export async function defineSendJob(tx: Transaction): Promise<void> {
  const known = await tx.one(
    z.object({ prosrc: z.string() }),
    `select prosrc from pg_proc where proname = 'send_job' and pronamespace = 'pgboss'::regnamespace`,
  );
  if (known?.prosrc !== body) await tx.run(`${head} $$${body}$$`);
}

export interface NewJob {
  readonly id: string;
  readonly name: QueueName;
  readonly data: object;
  readonly key: string;
  readonly delayMs: number;
  readonly priority: number;
}

/**
 * "At once" lies a little in the past: the embedded database's clock has milliseconds only, and a job is due strictly after its time,
 * so that a worker woken in the same millisecond would not see it.
 */
const atOnceMs = -2;

export function sendJob(tx: Transaction, { id, name, data, key, delayMs, priority }: NewJob): void {
  const delay = `${delayMs > 0 ? delayMs : atOnceMs} ms`;
  tx.write('select pgboss.send_job($1, $2, $3, $4, $5, $6)', [name, id, JSON.stringify(data), key, delay, priority]);
}
