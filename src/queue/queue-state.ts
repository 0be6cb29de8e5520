// How the queue stands: what has waited longest, and what was given up.

import { z } from 'zod';
import type { Sql } from '../db/database.ts';

export interface QueueState {
  /** Of each queue with jobs that are due and not taken: how many, and for how long the oldest has waited. */
  readonly waiting: readonly { readonly name: string; readonly jobs: number; readonly waitedMs: number }[];
  /** Jobs that came to the end of their tries and are still kept. */
  readonly givenUp: readonly { readonly name: string; readonly jobs: number }[];
  /** Requests from Slack that are acknowledged and not carried out. */
  readonly requests: { readonly count: number; readonly waitedMs: number };
}

const waitingRow = z.object({ name: z.string(), jobs: z.number(), waitedMs: z.number() });
const givenUpRow = z.object({ name: z.string(), jobs: z.number() });
const requestsRow = z.object({ count: z.number(), waitedMs: z.number() });

export async function readQueueState(sql: Sql): Promise<QueueState> {
  const waiting = await sql.rows(
    waitingRow,
    `select name, count(*) as jobs, (extract(epoch from now() - min(start_after)) * 1000)::float8 as waited_ms
     from pgboss.job where state < 'active' and start_after < now() group by name order by waited_ms desc`,
  );
  const givenUp = await sql.rows(
    givenUpRow,
    `select name, count(*) as jobs from pgboss.job where state = 'failed' group by name order by name`,
  );
  const requests = await sql.one(
    requestsRow,
    `select count(*) as count, coalesce(extract(epoch from ops_now() - min(received_at)) * 1000, 0)::float8 as waited_ms
     from request where handled_at is null`,
  );
  return { waiting, givenUp, requests: requests ?? { count: 0, waitedMs: 0 } };
}
