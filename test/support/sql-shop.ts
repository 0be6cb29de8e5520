// A small shop in a database of its own, and `sql` steps that act on it.

import { Client } from 'pg';
import type { PlannedSqlStep, SqlStatement } from '../../src/runbooks/planned.ts';
import { loadSqlParser } from '../../src/runbooks/risk/sql-parser.ts';
import { readForPreview } from '../../src/runbooks/risk/sql-preview.ts';
import { sqlKind } from '../../src/steps/sql.ts';
import type { Preview, StepContext, StepOutcome } from '../../src/steps/step-kind.ts';
import { createTestDatabase } from './database.ts';

type Changes = Partial<Omit<PlannedSqlStep, 'statements' | 'verify'>> & {
  readonly url?: string;
  readonly verify?: string;
};
/** Texts, or whole statements where values are bound. */
export type Statements = readonly (string | SqlStatement)[];
type Elsewhere = Partial<StepContext> & { readonly address?: string };

export interface SqlShop {
  readonly url: string;
  /** Five accounts; ten payments, all of account 1. */
  readonly refill: () => Promise<void>;
  readonly run: (statements: Statements, changes?: Changes, elsewhere?: Elsewhere) => Promise<StepOutcome>;
  readonly preview: (statements: Statements, changes?: Changes, elsewhere?: Elsewhere) => Promise<Preview>;
  readonly probe: (verify: string | undefined) => Promise<boolean | undefined>;
  /** Past the step kinds, as the database's owner. */
  readonly count: (table: string) => Promise<number>;
  readonly execute: (text: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function openSqlShop(): Promise<SqlShop> {
  const database = await createTestDatabase('postgres');
  const url = database.url ?? '';
  const admin = new Client({ connectionString: url });
  await admin.connect();
  await admin.query(`
    create table account (id int primary key, name text, email text unique deferrable initially deferred);
    create table payment (id serial primary key, account_id int references account on delete cascade);
  `);
  const parse = await loadSqlParser();
  const execute = async (text: string): Promise<void> => void (await admin.query(text));
  return {
    url,
    execute,
    refill: () =>
      execute(`
        truncate account, payment;
        insert into account select n, 'name ' || n, n || '@example.org' from generate_series(1, 5) n;
        insert into payment (account_id) select 1 from generate_series(1, 10);
      `),
    run: (statements, changes, elsewhere) => sqlKind.run(stepOf(statements, changes), contextOf(url, elsewhere)),
    preview: (statements, changes, elsewhere) =>
      sqlKind.preview(stepOf(statements, changes), {
        ...contextOf(url, elsewhere),
        readSql: (text) => readForPreview(parse, text),
      }),
    probe: (verify) =>
      sqlKind.probe(stepOf(['delete from account'], verify === undefined ? {} : { verify }), contextOf(url)),
    count: async (table) => {
      const { rows } = await admin.query<{ count: string }>(`select count(*) from ${table}`);
      return Number(rows[0]?.count);
    },
    close: async () => {
      await admin.end();
      await database.drop();
    },
  };
}

function stepOf(statements: Statements, { url = '${DB}', verify, ...changes }: Changes = {}): PlannedSqlStep {
  const read = (one: string | SqlStatement): SqlStatement =>
    typeof one === 'string' ? { text: one, values: [] } : one;
  return {
    kind: 'sql',
    title: '',
    risk: 'change',
    because: [],
    target: { kind: 'postgres', name: 'db', address: 'op@db:5432/shop', url },
    save: [],
    timeoutMs: 10_000,
    retry: 0,
    repeat: 'ask',
    secret: false,
    statements: statements.map(read),
    ...(verify === undefined ? {} : { verify: [read(verify)] }),
    ...changes,
  };
}

function contextOf(url: string, { address = url, ...changes }: Elsewhere = {}): StepContext {
  const expand = (template: string): string => {
    if (template.includes('${MISSING}')) throw new Error('MISSING is not set. Set it and restart Opsbook.');
    return template.replace('${DB}', address);
  };
  return { expand, signal: new AbortController().signal, outputLimit: 10_000, ...changes };
}
