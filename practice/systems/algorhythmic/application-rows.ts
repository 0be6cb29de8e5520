// What the practice application reads from its database and writes into it. One function a statement.

import type { Pool } from 'pg';
import * as z from 'zod/mini';

const counted = z.object({ pending: z.number(), generating: z.number() });
const wrong = z.object({ wrong: z.boolean() });

export async function readQueue(pool: Pool): Promise<z.infer<typeof counted>> {
  const { rows } = await pool.query(
    `select count(*) filter (where status = 'pending')::int as pending,
            count(*) filter (where status = 'generating')::int as generating
       from generation_jobs where status in ('pending', 'generating')`,
  );
  return counted.parse(rows[0]);
}

/** A user whose balance is not what the ledger says cannot pay. */
export async function hasWrongCredits(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query(
    `select exists (select from user_credits c where balance < 0 or balance <>
            (select sum(amount) from credit_ledger l where l.user_id = c.user_id)) as wrong`,
  );
  return wrong.parse(rows[0]).wrong;
}

export async function noteJob(pool: Pool, isMade: boolean): Promise<void> {
  await pool.query(
    `insert into generation_jobs (session_id, status, error_message, completed_at)
     values ('test-session', $1, $2, now())`,
    isMade ? ['completed', null] : ['failed', 'image provider did not answer'],
  );
}
