// Brings the database's tables up to this program's: every numbered file once, in order, under a lock that replicas share.

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { CannotStart, reasonOf } from '../errors.ts';
import type { Database, Sql, Transaction } from './database.ts';

// Any number that nothing else in this database locks.
const lock = 7_205_759_403;
const limitMs = 15 * 60_000;

const applied = z.object({ number: z.number(), name: z.string(), checksum: z.string() });
type Applied = z.infer<typeof applied>;
interface Migration extends Applied {
  readonly text: string;
}

/** The folder beside this module, in the source tree and beside a bundle alike. */
export const migrationsFolder = fileURLToPath(new URL('./migrations/', import.meta.url));

/** Applies what is missing, all or nothing; how many that were. Throws CannotStart where it must not go on. */
export async function migrate(database: Database, folder = migrationsFolder): Promise<number> {
  const known = await load(folder);
  return database.transaction(
    async (tx) => {
      await tx.run(`select pg_advisory_xact_lock(${lock})`);
      await prepare(tx);
      const done = await tx.rows(applied, 'select number, name, checksum from migration order by number');
      for (const row of done) check(row, known);
      const missing = known.slice(done.length);
      if (missing.length > 0) await refuseWithoutRight(tx, missing.length);
      for (const migration of missing) await apply(tx, migration);
      return missing.length;
    },
    { limitMs },
  );
}

/** How many are missing, looked at alone. Throws CannotStart where `migrate` must not go on. */
export async function countPending(database: Database, folder = migrationsFolder): Promise<number> {
  const known = await load(folder);
  if (!(await isPrepared(database))) return known.length;
  const done = await database.rows(applied, 'select number, name, checksum from migration order by number');
  for (const row of done) check(row, known);
  return known.length - done.length;
}

/** Where one role owns the tables and another one runs the bot, the other one cannot make them. */
async function refuseWithoutRight(tx: Transaction, missing: number): Promise<void> {
  const right = await tx.one(
    z.object({ may: z.boolean() }),
    `select has_schema_privilege(current_user, current_schema(), 'create')
       and pg_has_role(current_user, relowner, 'usage') as may from pg_class where oid = 'migration'::regclass`,
  );
  if (right?.may !== true)
    throw new CannotStart(
      `The database lacks ${missing} of this version's migrations, and its user may not make tables. Run opsbook migrate as the role that owns them, then start again.`,
    );
}

async function prepare(tx: Transaction): Promise<void> {
  if (await isPrepared(tx)) return;
  try {
    await tx.run(`
      create table if not exists migration (
        number int primary key,
        name text not null,
        checksum text not null,
        applied_at timestamptz not null default now()
      )`);
  } catch (thrown) {
    throw new CannotStart(
      `Cannot create tables in the database: ${reasonOf(thrown)}. Grant its user the right to create in it.`,
      { cause: thrown },
    );
  }
}

async function isPrepared(sql: Sql): Promise<boolean> {
  const there = await sql.one(z.object({ is: z.boolean() }), `select to_regclass('migration') is not null as is`);
  return there?.is === true;
}

async function load(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name, index) => {
      const number = Number(/^(\d{4})_[a-z0-9-]+\.sql$/.exec(name)?.[1]);
      if (number !== index + 1)
        throw new CannotStart(`The migration ${name} should be number ${index + 1}, named NNNN_name.sql. Rename it.`);
      // A checkout with other line ends is the same migration.
      const text = (await readFile(`${folder}/${name}`, 'utf8')).replaceAll('\r\n', '\n');
      return { number, name, text, checksum: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

function check(row: Applied, known: readonly Migration[]): void {
  const ours = known[row.number - 1];
  if (ours === undefined)
    throw new CannotStart(
      `This database was prepared by a newer Opsbook (${row.name}). Start that version or restore an older backup.`,
    );
  if (ours.checksum !== row.checksum)
    throw new CannotStart(
      `The migration ${ours.name} differs from the one this database was made with. Restore the released file; a change of tables needs a new migration.`,
    );
}

async function apply(tx: Transaction, { number, name, text, checksum }: Migration): Promise<void> {
  try {
    await tx.run(text);
  } catch (thrown) {
    throw new CannotStart(
      `The migration ${name} failed and nothing was changed: ${reasonOf(thrown)}. Correct what it names and start again.`,
      { cause: thrown },
    );
  }
  await tx.run('insert into migration (number, name, checksum) values ($1, $2, $3)', [number, name, checksum]);
}
