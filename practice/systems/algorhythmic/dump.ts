// A dump of the practice database as one SQL script, in the manner of `pg_dump --clean`: played back, it replaces what is there.

import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { PracticeDatabase } from '../../postgres/start-practice-postgres.ts';

export const schema = readFileSync(new URL('./schema.sql', import.meta.url), 'utf8');
export const data = readFileSync(new URL('./data.sql', import.meta.url), 'utf8');

// In an order in which every row finds what it refers to.
const tables = ['users', 'user_credits', 'credit_ledger', 'generation_jobs', 'telemetry_events', 'art_sessions'];
const text = z.object({ text: z.string().nullable() });
const view = 'create view pg_stat_statements as select * from practice.statements;';

export async function dumpOf(database: PracticeDatabase): Promise<string> {
  const parts: string[] = [];
  for (const table of tables) {
    // The rows travel as JSON, so that every value keeps its type and none needs quoting twice.
    const [row] = await database.rows(`select quote_literal(json_agg(t)::text) as text from ${table} t`);
    const rows = text.parse(row).text;
    if (rows !== null)
      parts.push(`insert into ${table} select * from json_populate_recordset(null::${table}, ${rows});`);
  }
  return ['-- PostgreSQL database dump', schema, view, ...parts, '-- PostgreSQL database dump complete', ''].join('\n');
}
