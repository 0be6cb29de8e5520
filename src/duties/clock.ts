// The time by the database, which is the same for every replica.

import { z } from 'zod';
import type { Sql } from '../db/database.ts';

export async function clockNow(sql: Sql): Promise<Date> {
  const row = await sql.one(z.object({ now: z.date() }), 'select ops_now() as now');
  if (row === undefined) throw new Error('The database tells no time.');
  return row.now;
}
