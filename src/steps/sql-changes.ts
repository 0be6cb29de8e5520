// Whether the open transaction has changed more rows than the step allows. What PostgreSQL counted counts, so that cascades,
// triggers and data-changing WITH queries are in it.

import type { PlannedSqlStep } from '../runbooks/planned.ts';
import type { SqlConnection, SqlResult } from './sql-connection.ts';
import type { StepContext } from './step-kind.ts';

const changing = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE', 'COPY']);
const uncountable = new Set(['TRUNCATE', 'DROP']);

/** The most rows that a step may change, and whose rule that is. */
export interface RowLimit {
  readonly rows: number;
  readonly attribute: 'max_rows' | 'tolerance';
  /** "max_rows is 20. Narrow the statement or raise max_rows". */
  readonly say: string;
}

/** The stricter of `max_rows` and `tolerance`; undefined when the step has neither. */
export function rowLimitOf(step: PlannedSqlStep, tolerated: StepContext['tolerated']): RowLimit | undefined {
  const { maxRows, tolerance } = step;
  if (tolerated !== undefined && tolerance !== undefined && tolerated.rows < (maxRows ?? Infinity)) {
    const say = `its preview counted ${tolerated.counted}, of which tolerance=${tolerance} makes at most ${tolerated.rows}. Look at what has changed since and plan it again`;
    return { rows: tolerated.rows, attribute: 'tolerance', say };
  }
  if (maxRows === undefined) return undefined;
  const say = `max_rows is ${maxRows}. Narrow the statement or raise max_rows`;
  return { rows: maxRows, attribute: 'max_rows', say };
}

/** A sentence without a full stop, or undefined when all is well or there is no limit. */
export async function whyTooMany(
  connection: SqlConnection,
  results: readonly SqlResult[],
  limit: RowLimit | undefined,
): Promise<string | undefined> {
  if (limit === undefined) return undefined;
  const whole = results.find(({ command }) => uncountable.has(command));
  if (whole !== undefined)
    return `${whole.command} removes rows without counting them, so ${limit.attribute} cannot be kept. Use DELETE or drop ${limit.attribute}`;
  const changed = await changedRows(connection, results);
  return changed <= limit.rows ? undefined : `It would have changed ${changed} rows, but ${limit.say}`;
}

/** The rows that the open transaction has changed so far. */
export async function changedRows(connection: SqlConnection, results: readonly SqlResult[]): Promise<number> {
  const told = results.filter(isChange).reduce((sum, { rowCount }) => sum + (rowCount ?? 0), 0);
  // The tags miss cascades and WITH queries, the statistics miss foreign tables and may be switched off.
  return Math.max(told, await countChanges(connection));
}

/** Whether the number in the result's tag is one of changed rows. */
export function isChange({ command }: SqlResult): boolean {
  return changing.has(command);
}

// https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-STATS-VIEWS
const counted = 'select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) from pg_catalog.pg_stat_xact_user_tables';

async function countChanges(connection: SqlConnection): Promise<number> {
  const { rows } = await connection.run({ text: counted, values: [] });
  return Number(rows[0]?.[0] ?? 0);
}
