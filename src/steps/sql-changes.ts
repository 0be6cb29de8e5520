// Whether the open transaction has changed more rows than the step allows. What PostgreSQL counted counts, so that cascades,
// triggers and data-changing WITH queries are in it.

import type { SqlConnection, SqlResult } from './sql-connection.ts';

const changing = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE', 'COPY']);
const uncountable = new Set(['TRUNCATE', 'DROP']);

/** A sentence without a full stop, or undefined when all is well or there is no `maxRows`. */
export async function whyTooMany(
  connection: SqlConnection,
  results: readonly SqlResult[],
  maxRows: number | undefined,
): Promise<string | undefined> {
  if (maxRows === undefined) return undefined;
  const whole = results.find(({ command }) => uncountable.has(command));
  if (whole !== undefined)
    return `${whole.command} removes rows without counting them, so max_rows=${maxRows} cannot be kept. Use DELETE or drop max_rows`;
  const told = results
    .filter(({ command }) => changing.has(command))
    .reduce((sum, { rowCount }) => sum + (rowCount ?? 0), 0);
  // The tags miss cascades and WITH queries, the statistics miss foreign tables and may be switched off.
  const changed = Math.max(told, await countChanges(connection));
  if (changed <= maxRows) return undefined;
  return `It would have changed ${changed} rows, but max_rows is ${maxRows}. Narrow the statement or raise max_rows`;
}

// https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-STATS-VIEWS
const counted = 'select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) from pg_catalog.pg_stat_xact_user_tables';

async function countChanges(connection: SqlConnection): Promise<number> {
  const { rows } = await connection.run({ text: counted, values: [] });
  return Number(rows[0]?.[0] ?? 0);
}
