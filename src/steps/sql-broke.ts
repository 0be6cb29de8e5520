// Why the work of a `sql` step broke off, as the beginning of a sentence. Pure.

import { DatabaseError } from 'pg';
import type { PlannedSqlStep, SqlStatement } from '../runbooks/planned.ts';
import type { Limit } from './limit.ts';
import { cleanText } from './output.ts';
import type { SqlResult } from './sql-connection.ts';

interface Work {
  readonly step: Pick<PlannedSqlStep, 'target'>;
  readonly statements: readonly SqlStatement[];
  /** Of the statements that were answered. */
  readonly results: readonly SqlResult[];
  readonly limit: Limit;
}

/** Without a full stop. */
export function whatBroke({ limit, results, statements, step }: Work, thrown: unknown): string {
  const stopped = limit.stopped();
  if (stopped !== undefined) return stopped;
  if (!(thrown instanceof DatabaseError)) return `The connection to ${step.target.name} broke`;
  const which =
    statements.length > 1 ? `statement ${Math.min(results.length + 1, statements.length)}` : 'the statement';
  const hint = thrown.hint === undefined ? '' : ` Hint: ${oneLine(thrown.hint)}`;
  return `${step.target.name} refused ${which}: ${oneLine(thrown.message)} (${thrown.code ?? 'no code'}).${hint}`.replace(
    /\.$/,
    '',
  );
}

/** PostgreSQL's code for it: https://www.postgresql.org/docs/current/errcodes-appendix.html; empty when it has none. */
export function stateOf(thrown: unknown): string {
  return thrown instanceof DatabaseError ? (thrown.code ?? '') : '';
}

function oneLine(text: string): string {
  return cleanText(text).replaceAll(/\s+/g, ' ');
}
