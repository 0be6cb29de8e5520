// What is posted of the record, so that people hold a copy that no database changes: an entry's number and the beginning of its hash.

import { z } from 'zod';
import type { Sql } from '../db/database.ts';
import { headInWords } from './chain.ts';

const head = z.object({ seq: z.number(), hash: z.string() });

/** Of the last of these entries about the subject; undefined when there is none, or an archive has it. */
export async function findMark(sql: Sql, subject: string, actions: readonly string[]): Promise<string | undefined> {
  const entry = await sql.one(
    head,
    'select seq, hash from audit where subject = $1 and action = any($2) order by seq desc limit 1',
    [subject, actions],
  );
  return entry && headInWords(entry);
}

/** Of the end of the record as it is now. */
export async function findHeadMark(sql: Sql): Promise<string | undefined> {
  const entry = await sql.one(head, 'select seq, hash from audit_head where seq > 0');
  return entry && headInWords(entry);
}
