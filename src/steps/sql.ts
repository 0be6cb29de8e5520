// The `sql` step kind: the statements of a step on a PostgreSQL target, values as bind parameters only.

import type { PlannedSqlStep, SqlStatement } from '../runbooks/planned.ts';
import { reasonOf } from '../errors.ts';
import { startLimit } from './limit.ts';
import type { Limit } from './limit.ts';
import { whyNotConnected } from './network-error.ts';
import { capText } from './output.ts';
import { openSqlConnection } from './sql-connection.ts';
import type { SqlConnection } from './sql-connection.ts';
import { whySqlRefused } from './sql-refusal.ts';
import { firstCell, sqlFacts, sqlText } from './sql-result.ts';
import { transact } from './sql-transaction.ts';
import type { Transacted } from './sql-transaction.ts';
import type { StepContext, StepKind, StepOutcome } from './step-kind.ts';

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
};

async function execute(
  step: PlannedSqlStep,
  statements: readonly SqlStatement[],
  context: StepContext,
): Promise<Transacted> {
  if (step.target.kind !== 'postgres') return nothingDone(`Target ${step.target.name} is no PostgreSQL database.`);
  const refused = whySqlRefused(statements);
  if (refused !== undefined) return nothingDone(refused);
  let url: string;
  try {
    url = context.expand(step.target.url);
  } catch (thrown) {
    return nothingDone(reasonOf(thrown));
  }
  if (!/^postgres(?:ql)?:\/\//.test(url))
    return nothingDone(`The address of target ${step.target.name} must begin with postgres://. Correct its variable.`);
  if (context.signal.aborted) return nothingDone('It was cancelled before it began.');

  const limit = startLimit(step.timeoutMs, context.signal);
  try {
    const connection = await connect(url, context.outputLimit, limit);
    if (typeof connection === 'string')
      return nothingDone(
        `${step.target.name} (${step.target.address}) could not be reached: ${connection}. Nothing was done.`,
      );
    return await transact({ step, statements, limit, connection, results: [], committing: false });
  } finally {
    limit.release();
  }
}

/** The connection, or why there is none. */
async function connect(url: string, outputLimit: number, limit: Limit): Promise<SqlConnection | string> {
  try {
    return await openSqlConnection(url, outputLimit, limit.signal);
  } catch (thrown) {
    return limit.stopped() ?? whyNotConnected(thrown);
  }
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
