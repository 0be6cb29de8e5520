// The statements of one step in one transaction, READ ONLY when the step only reads. Until COMMIT is sent a failure of any kind
// means that nothing was changed; only what happens to the COMMIT itself can be in doubt.

import type { PlannedSqlStep, SqlStatement } from '../runbooks/planned.ts';
import { reasonOf } from '../errors.ts';
import type { Limit } from './limit.ts';
import { stateOf, whatBroke } from './sql-broke.ts';
import { whyTooMany } from './sql-changes.ts';
import type { RowLimit } from './sql-changes.ts';
import type { SqlConnection, SqlResult } from './sql-connection.ts';

export interface Transacted {
  readonly kind: 'done' | 'failed' | 'unknown';
  /** Empty when it is done. */
  readonly say: string;
  readonly results: readonly SqlResult[];
  readonly notices: readonly string[];
}

/** The work of one step on one connection. */
interface Work {
  readonly step: PlannedSqlStep;
  readonly statements: readonly SqlStatement[];
  readonly limit: Limit;
  readonly rowLimit: RowLimit | undefined;
  readonly connection: SqlConnection;
  readonly results: SqlResult[];
  /** From here on a cancel would only make the end uncertain. */
  committing: boolean;
}

// A COMMIT that is on its way is waited for, but not for ever.
const commitMs = 5_000;

/** Does the work and closes the connection. */
export async function transact(work: Work): Promise<Transacted> {
  const { connection, limit } = work;
  let canceling: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => {
    if (work.committing) timer = setTimeout(connection.cut, commitMs);
    else canceling = connection.cancel();
  };
  limit.signal.addEventListener('abort', stop, { once: true });
  try {
    return await inTransaction(work);
  } finally {
    limit.signal.removeEventListener('abort', stop);
    clearTimeout(timer);
    await canceling;
    await connection.close();
  }
}

async function inTransaction(work: Work): Promise<Transacted> {
  const { connection, limit, results, statements, step } = work;
  try {
    await connection.run(plain(step.risk === 'read' ? 'begin read only' : 'begin'));
    await limitOnServer(connection, step.timeoutMs);
    for (const statement of statements) {
      if (limit.stopped() !== undefined) break;
      results.push(await connection.run(statement));
      const tooMany = await whyTooMany(connection, results, work.rowLimit);
      if (tooMany !== undefined) return await takenBack(work, tooMany);
    }
    // Deferred checks speak now, while everything can still be taken back.
    if (step.risk !== 'read') await connection.run(plain('set constraints all immediate'));
  } catch (thrown) {
    if (limit.stopped() === undefined && stateOf(thrown) === needsNoTransaction)
      return await withoutTransaction(work, thrown);
    return await takenBack(work, whatBroke(work, thrown));
  }
  const stopped = limit.stopped();
  if (stopped !== undefined) return await takenBack(work, stopped);
  if (step.risk !== 'read') return await commit(work);
  await rollBack(connection);
  return result(work, 'done');
}

/** Holds even when Opsbook is killed, a second later than its own limit. Being the first query, it also fixes READ ONLY for good. */
async function limitOnServer(connection: SqlConnection, timeoutMs: number): Promise<void> {
  const longest = String(Math.min(Math.ceil(timeoutMs) + 1_000, 2_147_483_647));
  const text =
    "select set_config('statement_timeout', $1, true), set_config('idle_in_transaction_session_timeout', $1, true)";
  await connection.run({ text, values: [longest] });
}

async function commit(work: Work): Promise<Transacted> {
  work.committing = true;
  try {
    const { command } = await work.connection.run(plain('commit'));
    if (command === 'COMMIT') return result(work, 'done');
    return result(work, 'failed', 'PostgreSQL rolled the transaction back at its COMMIT. Nothing was changed.');
  } catch (thrown) {
    if (/^(?:23|40(?!003))/.test(stateOf(thrown))) return await takenBack(work, whatBroke(work, thrown));
    const why = work.limit.stopped() ?? reasonOf(thrown);
    return result(work, 'unknown', `It is not known how the COMMIT ended (${why}); the change may have been made.`);
  }
}

// 25001, active_sql_transaction: how PostgreSQL refuses VACUUM, CREATE INDEX CONCURRENTLY and the like before they do anything.
// https://www.postgresql.org/docs/current/errcodes-appendix.html
const needsNoTransaction = '25001';

async function withoutTransaction(work: Work, refusal: unknown): Promise<Transacted> {
  const { connection, results, statements, step } = work;
  const [only, ...others] = statements;
  if (step.risk === 'read')
    return await takenBack(work, `${whatBroke(work, refusal)}. A read step always runs in a READ ONLY transaction`);
  if (only === undefined || others.length > 0)
    return await takenBack(work, `${whatBroke(work, refusal)}. Give that statement a step of its own`);
  try {
    await connection.run(plain('rollback'));
    results.push(await connection.run(only));
    return result(work, 'done');
  } catch (thrown) {
    const why = whatBroke(work, thrown);
    // Syntax, rights, names and features are checked before such a statement begins its work.
    if (/^(?:0A|25|28|3[DF]|42)/.test(stateOf(thrown))) return result(work, 'failed', `${why}. Nothing was changed.`);
    return result(work, 'unknown', `${why}; it runs outside a transaction and may have done part of its work.`);
  }
}

async function takenBack(work: Work, why: string): Promise<Transacted> {
  await rollBack(work.connection);
  return result(work, 'failed', `${why}. Nothing was changed.`);
}

/** Without an answer it is rolled back all the same: the server does so when the connection ends. */
async function rollBack(connection: SqlConnection): Promise<void> {
  try {
    await connection.run(plain('rollback'));
  } catch {
    connection.cut();
  }
}

function plain(text: string): SqlStatement {
  return { text, values: [] };
}

function result(work: Work, kind: Transacted['kind'], say = ''): Transacted {
  return { kind, say, results: work.results, notices: work.connection.notices };
}
