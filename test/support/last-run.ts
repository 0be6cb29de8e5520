// The number of the run that was made last; 0 when there is none.

import { z } from 'zod';
import type { Database } from '../../src/db/database.ts';

export async function lastRun(database: Database): Promise<number> {
  const row = await database.one(z.object({ last: z.number() }), 'select coalesce(max(id), 0) as last from run');
  return row?.last ?? 0;
}
