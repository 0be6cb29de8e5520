// How many rows the statements of a step would change: they run in a transaction that is always rolled back. It waits for nobody's
// lock for long and ends soon, so that it holds nobody up; what a rollback would not take back is not tried out at all.

import type { PlannedSqlStep } from '../runbooks/planned.ts';
import type { SqlNames } from '../runbooks/risk/sql-preview.ts';
import { startLimit } from './limit.ts';
import type { Limit } from './limit.ts';
import { stateOf, whatBroke } from './sql-broke.ts';
import { changedRows, isChange } from './sql-changes.ts';
import type { SqlConnection, SqlResult } from './sql-connection.ts';
import { reachDatabase } from './sql-reach.ts';
import { whySqlRefused } from './sql-refusal.ts';
import { whyNotTriedOut } from './sql-surroundings.ts';
import type { Preview, PreviewContext } from './step-kind.ts';

const longestMs = 10_000;
const lockWaitMs = 2_000;
// https://www.postgresql.org/docs/current/errcodes-appendix.html: lock_not_available
const lockNotAvailable = '55P03';

export async function previewChange(step: PlannedSqlStep, context: PreviewContext): Promise<Preview> {
  const refused = whySqlRefused(step.statements);
  if (refused !== undefined) return { kind: 'unseen', say: refused };
  const names: SqlNames[] = [];
  for (const [index, { text }] of step.statements.entries()) {
    const reading = context.readSql(text);
    const which = step.statements.length > 1 ? `in statement ${index + 1}, ` : '';
    if (!reading.ok) return { kind: 'none', say: `${which}${reading.say}` };
    names.push(reading.names);
  }
  const limit = startLimit(Math.min(step.timeoutMs, longestMs), context.signal);
  try {
    const connection = await reachDatabase(step, context, limit);
    if (typeof connection === 'string') return { kind: 'unseen', say: connection };
    return await tryOut({ step, names, limit, connection });
  } finally {
    limit.release();
  }
}

interface Trial {
  readonly step: PlannedSqlStep;
  readonly names: readonly SqlNames[];
  readonly limit: Limit;
  readonly connection: SqlConnection;
}

/** Closes the connection; with it the server rolls back whatever is still open. */
async function tryOut(trial: Trial): Promise<Preview> {
  const { connection, limit } = trial;
  let canceling: Promise<void> | undefined;
  const stop = (): void => void (canceling = connection.cancel());
  limit.signal.addEventListener('abort', stop, { once: true });
  try {
    return await inTransaction(trial);
  } finally {
    limit.signal.removeEventListener('abort', stop);
    await canceling;
    await connection.close();
  }
}

async function inTransaction({ step, names, limit, connection }: Trial): Promise<Preview> {
  const { statements } = step;
  const results: SqlResult[] = [];
  try {
    await connection.run({ text: 'begin read write', values: [] });
    await connection.run({ text: limits, values: [String(lockWaitMs), String(longestMs)] });
    const why = await whyNotTriedOut(connection, names);
    if (why !== undefined) return { kind: 'none', say: why };
    for (const statement of statements) {
      if (limit.stopped() !== undefined) break;
      results.push(await connection.run(statement));
    }
    // Deferred checks speak now, as they would before the COMMIT.
    await connection.run({ text: 'set constraints all immediate', values: [] });
    const rows = await changedRows(connection, results);
    const stopped = limit.stopped();
    if (stopped !== undefined) return { kind: 'unseen', say: `${stopped}.` };
    return { kind: 'counted', rows, statements: results.map(countOf) };
  } catch (thrown) {
    return { kind: 'unseen', say: whyUncounted({ step, statements, results, limit }, thrown) };
  } finally {
    await rollBack(connection);
  }
}

/** Set for the transaction alone. The server keeps them even when Opsbook is killed. Compiling would take longer than the looking around. */
const limits = `select set_config('lock_timeout', $1, true), set_config('statement_timeout', $2, true),
  set_config('idle_in_transaction_session_timeout', $2, true), set_config('jit', 'off', true)`;

function whyUncounted(work: Parameters<typeof whatBroke>[0], thrown: unknown): string {
  if (stateOf(thrown) === lockNotAvailable) {
    const { name } = work.step.target;
    return `Somebody else holds a lock that it needs on ${name}, and a preview waits no longer than ${lockWaitMs / 1000} seconds.`;
  }
  return `${whatBroke(work, thrown)}.`;
}

function countOf(result: SqlResult): { readonly command: string; readonly rows: number | null } {
  return { command: result.command, rows: isChange(result) ? result.rowCount : null };
}

async function rollBack(connection: SqlConnection): Promise<void> {
  try {
    await connection.run({ text: 'rollback', values: [] });
  } catch {
    connection.cut();
  }
}
