// The `sql` step kind: the statements of a step on a PostgreSQL target, values as bind parameters only.

import type { PlannedSqlStep, SqlStatement } from '../runbooks/planned.ts';
import { startLimit } from './limit.ts';
import { capText } from './output.ts';
import { seenOf } from './seen.ts';
import { rowLimitOf } from './sql-changes.ts';
import { previewChange } from './sql-preview.ts';
import { reachDatabase } from './sql-reach.ts';
import { whySqlRefused } from './sql-refusal.ts';
import { firstCell, sqlFacts, sqlText } from './sql-result.ts';
import { transact } from './sql-transaction.ts';
import type { Transacted } from './sql-transaction.ts';
import type { Facts, StepContext, StepKind, StepOutcome } from './step-kind.ts';

export const sqlKind: StepKind<PlannedSqlStep> = {
  kind: 'sql',
  async run(step, context) {
    return outcomeOf(await execute(step, step.statements, context), context.outputLimit);
  },
  /** The first cell of `verify`: true, not NULL, not 0: it happened; no row, NULL, false or 0: it did not. Read-only. */
  async probe(step, context) {
    if (step.verify === undefined) return undefined;
    const ran = await execute({ ...step, risk: 'read' }, step.verify, context);
    if (ran.kind !== 'done') return undefined;
    const cell = firstCell(ran.results.findLast(({ columns }) => columns.length > 0));
    return cell === undefined ? undefined : cell !== null && cell !== false && cell !== 0;
  },
  async preview(step, context) {
    if (step.risk !== 'read') return await previewChange(step, context);
    return seenOf(await sqlKind.run(step, context), inWords);
  },
};

/** A single number needs no table. */
function inWords({ rows = [], value }: Facts, output: string): { readonly headline: string; readonly text: string } {
  const [only] = rows;
  const isOneCell = rows.length === 1 && typeof only === 'object' && only !== null && Object.keys(only).length === 1;
  if (isOneCell && value !== undefined) return { headline: `value ${value}`, text: '' };
  return { headline: rows.length === 1 ? '1 row' : `${rows.length} rows`, text: output };
}

async function execute(
  step: PlannedSqlStep,
  statements: readonly SqlStatement[],
  context: StepContext,
): Promise<Transacted> {
  const refused = whySqlRefused(statements) ?? whyNotTolerated(step, context);
  if (refused !== undefined) return nothingDone(refused);
  const limit = startLimit(step.timeoutMs, context.signal);
  try {
    const connection = await reachDatabase(step, context, limit);
    if (typeof connection === 'string') return nothingDone(connection);
    const rowLimit = rowLimitOf(step, context.tolerated);
    return await transact({ step, statements, limit, rowLimit, connection, results: [], committing: false });
  } finally {
    limit.release();
  }
}

function whyNotTolerated({ risk, tolerance }: PlannedSqlStep, { tolerated }: StepContext): string | undefined {
  if (risk === 'read' || tolerance === undefined || tolerated !== undefined) return undefined;
  return `The step has tolerance=${tolerance}, but no preview has counted its rows. Nothing was done. Plan it again.`;
}

function nothingDone(say: string): Transacted {
  return { kind: 'failed', say, results: [], notices: [] };
}

function outcomeOf({ kind, say, results, notices }: Transacted, outputLimit: number): StepOutcome {
  const output = capText(sqlText(results, notices), outputLimit);
  return kind === 'done'
    ? { kind: 'answered', facts: sqlFacts(results), output, accepted: true }
    : { kind, say, output };
}
