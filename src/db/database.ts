// The one way to SQL. Inside a transaction only its own `tx` may ask: another connection would not see its rows, and the embedded
// database has no other connection to give.

import { createHash } from 'node:crypto';
import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { DatabaseError, type PoolClient, type QueryResult } from 'pg';
import type { Logger } from 'pino';
import type { z } from 'zod';
import { openEmbedded } from './embedded.ts';
import { statementLimitMs, type Engine } from './engine.ts';
import { takesNoChanges } from './is-outage.ts';
import { readRows } from './rows.ts';
import { openServer } from './server.ts';

export interface Sql {
  /** Rows with camelCase keys, each parsed by the schema. bigint arrives as a number, timestamptz as a Date, jsonb as its value. */
  rows<S extends z.ZodType>(schema: S, text: string, values?: readonly unknown[]): Promise<z.infer<S>[]>;
  /** The first row, if there is one. */
  one<S extends z.ZodType>(schema: S, text: string, values?: readonly unknown[]): Promise<z.infer<S> | undefined>;
  /** The number of rows affected. Without values the text may hold several statements; then the last one counts. */
  run(text: string, values?: readonly unknown[]): Promise<number>;
}

export interface Transaction extends Sql {
  /** Sends a statement whose answer nobody waits for. When it fails, everything after it fails too, and so does the transaction. */
  write(text: string, values: readonly unknown[]): void;
  /** Called once after a successful commit, in order; never after a rollback. Must not throw. */
  afterCommit(act: () => void): void;
  /** True the first time that it is asked by this name: for what is to be written once in a transaction. */
  first(what: string): boolean;
  /** Called once when nothing came of it, or when nobody knows: the connection broke under the commit. Must not throw. */
  afterRollback(act: () => void): void;
}

export interface Database extends Sql {
  readonly kind: 'postgres' | 'embedded';
  /**
   * READ COMMITTED. `work` may be called again (at most five times in all) when PostgreSQL reports a deadlock or a serialisation
   * failure, so it must do nothing but SQL. Rolled back when `work` throws.
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>, options?: { readonly limitMs?: number }): Promise<T>;
  /** Waits for what is running and closes. A second call does nothing. */
  stop(): Promise<void>;
}

/** Opens PostgreSQL at `url`, or the embedded database in `folder`. Throws CannotStart with a sentence for people. */
export async function openDatabase(options: {
  readonly url?: string | undefined;
  readonly folder: string;
  readonly log: Logger;
}): Promise<Database> {
  const { url, folder, log } = options;
  const engine = url === undefined ? await openEmbedded(folder, log) : await openServer(url, log);
  let stopping: Promise<void> | undefined;
  return {
    kind: engine.kind,
    ...asSql((text, values) => askOutside(engine, text, values)),
    transaction: (work, { limitMs = statementLimitMs } = {}) => transact(engine, log, limitMs, work),
    stop: () => (stopping ??= engine.stop()),
  };
}

type Ask = (text: string, values: readonly unknown[] | undefined) => Promise<QueryResult>;

function asSql(ask: Ask): Sql {
  return {
    rows: async (schema, text, values) => readRows(schema, (await ask(text, values)).rows),
    one: async (schema, text, values) => readRows(schema, (await ask(text, values)).rows.slice(0, 1))[0],
    run: async (text, values) => (await ask(text, values)).rowCount ?? 0,
  };
}

// For the embedded database only: its one connection makes such a query wait for ever, and following every promise costs a busy
// server a third of its acknowledgements.
const current = new AsyncLocalStorage<{ open: boolean }>();

function refuseInsideTransaction(): void {
  if (current.getStore()?.open === true)
    throw new Error('A query was made beside the open transaction. Use the `tx` that the transaction gave.');
}

async function askOutside(engine: Engine, text: string, values?: readonly unknown[]): Promise<QueryResult> {
  refuseInsideTransaction();
  const client = await engine.pool.connect();
  try {
    const result = await query(engine, client, text, values, statementLimitMs);
    client.release();
    return result;
  } catch (thrown) {
    await giveBack(engine, client, thrown);
    throw thrown;
  }
}

/** A text of several statements may have failed between its own `begin` and `commit`; the next user must not inherit that. */
async function giveBack(engine: Engine, client: PoolClient, thrown: unknown): Promise<void> {
  if (engine.kind === 'postgres') {
    client.release(thrown instanceof Error ? thrown : true);
    return;
  }
  // The embedded database outlives its client, so an aborted transaction has to be ended by name.
  await client.query('rollback').then(
    () => client.release(),
    () => client.release(true),
  );
}

async function query(
  engine: Engine,
  client: PoolClient,
  text: string,
  values: readonly unknown[] | undefined,
  limitMs: number,
): Promise<QueryResult> {
  // The client gives up a little after the server would have, so that the server's own sentence comes first.
  const asked = { text, query_timeout: limitMs + 5_000, ...bound(engine, text, values) };
  const result = last(await client.query(asked));
  await engine.breathe();
  return result;
}

/**
 * A statement with values is prepared once per connection under the hash of its text, which makes the next ones two to four times
 * faster. Behind PgBouncer in transaction mode this takes its version 1.21 or later: https://www.pgbouncer.org/config.html#max_prepared_statements
 */
function bound(engine: Engine, text: string, values: readonly unknown[] | undefined): object {
  if (values === undefined) return {};
  if (engine.kind === 'embedded') return { values: [...values] };
  return { values: [...values], name: nameOf(text) };
}

const mostNames = 2_000;
const names = new Map<string, string>();

function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = createHash('sha1').update(text).digest('base64');
  if (names.size >= mostNames) names.clear();
  names.set(text, name);
  return name;
}

/** pg answers several statements with several results, which its types do not say. */
function last(result: QueryResult | QueryResult[]): QueryResult {
  if (!Array.isArray(result)) return result;
  const final = result.at(-1);
  if (final === undefined) throw new Error('The text held no statement.');
  return final;
}

/** A server takes the next statement before it has answered the last; the embedded database wants one at a time. */
function inOrder(engine: Engine, ask: Ask): Ask {
  if (engine.kind === 'postgres') return ask;
  let before: Promise<unknown> = Promise.resolve();
  return (text, values) => {
    const asked = before.then(() => ask(text, values));
    before = asked.catch(() => undefined);
    return asked;
  };
}

const attempts = 5;
// https://www.postgresql.org/docs/current/errcodes-appendix.html: serialization_failure, deadlock_detected
const worthAnotherTry = new Set(['40001', '40P01']);

async function transact<T>(
  engine: Engine,
  log: Logger,
  limitMs: number,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  refuseInsideTransaction();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transactOnce(engine, log, limitMs, work);
    } catch (thrown) {
      const again = thrown instanceof DatabaseError && worthAnotherTry.has(thrown.code ?? '');
      if (!again || attempt === attempts) throw thrown;
      await pause(Math.random() * 10 * 2 ** attempt);
    }
  }
}

async function transactOnce<T>(
  engine: Engine,
  log: Logger,
  limitMs: number,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const afterCommit: (() => void)[] = [];
  const afterRollback: (() => void)[] = [];
  const asked = new Set<string>();
  const state = { open: true };
  const client = await engine.pool.connect();
  const ask = inOrder(engine, (text, values) => query(engine, client, text, values, limitMs));
  const askWhileOpen: Ask = (text, values) => {
    if (!state.open) throw new Error('The transaction is over; its `tx` cannot be used any more.');
    return ask(text, values);
  };
  const unanswered: Promise<unknown>[] = [];
  const send = (sent: Promise<unknown>): void => {
    sent.catch(() => undefined);
    unanswered.push(sent);
  };
  const tx: Transaction = {
    ...asSql(askWhileOpen),
    write: (text, values) => send(askWhileOpen(text, values)),
    afterCommit: (act) => void afterCommit.push(act),
    first: (what) => {
      const isFirst = !asked.has(what);
      asked.add(what);
      return isFirst;
    },
    afterRollback: (act) => void afterRollback.push(act),
  };
  let result: T;
  try {
    send(ask(beginning(engine, limitMs), undefined));
    result = engine.kind === 'embedded' ? await current.run(state, () => work(tx)) : await work(tx);
    state.open = false;
    const ending = ask('commit', undefined);
    ending.catch(() => undefined);
    await Promise.all(unanswered);
    // After a failed statement that `work` swallowed, PostgreSQL answers a commit with ROLLBACK and no error.
    const ended = await ending;
    if (ended.command !== 'COMMIT') throw new Error('The transaction was rolled back: one of its statements failed.');
    client.release();
  } catch (thrown) {
    state.open = false;
    // A connection to a database that has become a standby stays one to it; a new one meets whoever takes changes now.
    await ask('rollback', undefined).then(
      () => client.release(takesNoChanges(thrown)),
      () => client.release(true),
    );
    for (const act of afterRollback) safely(log, act);
    throw thrown;
  }
  for (const act of afterCommit) safely(log, act);
  return result;
}

function safely(log: Logger, act: () => void): void {
  try {
    act();
  } catch (err) {
    log.error({ err }, 'what should follow a transaction failed');
  }
}

/** Limits are set per transaction, because PgBouncer refuses them as connection settings; the embedded database has none. */
function beginning(engine: Engine, limitMs: number): string {
  if (engine.kind === 'embedded') return 'begin';
  return `begin; set local statement_timeout = ${limitMs}; set local idle_in_transaction_session_timeout = ${limitMs}`;
}
