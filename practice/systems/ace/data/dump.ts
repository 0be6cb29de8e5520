// A dump of ACE's tables as SQL text, and the databases beside the live one that a restore goes through. On the practice server a
// database of ACE is a schema: `ace` is what everybody sees, the others are `ace_restored` and `ace_before_restore`.

import * as z from 'zod/mini';
import { currentRevision, statementStatistics } from './ace-database.ts';
import type { Ask } from './connect.ts';
import { appliedAt, migrations } from './migrations.ts';

export const databases = {
  ace: 'public',
  ace_restored: 'ace_restored',
  ace_before_restore: 'ace_before_restore',
} as const;
export type DatabaseName = keyof typeof databases;

export function isDatabase(name: string): name is DatabaseName {
  return name in databases;
}

const columnRows = z.array(z.object({ name: z.string() }));
const lineRows = z.array(z.object({ line: z.string() }));
const thereRows = z.tuple([z.object({ there: z.boolean() })]);

const ending = '-- PostgreSQL database dump complete';

export async function dumpTables(ask: Ask): Promise<string> {
  const revision = await currentRevision(ask);
  const applied = migrations.slice(0, appliedAt(revision));
  const columns = columnRows.parse(
    await ask(`select column_name as name from information_schema.columns
                where table_schema = 'public' and table_name = 'playbook_bullets' order by ordinal_position`),
  );
  const names = columns.map(({ name }) => name).join(', ');
  const values = columns.map(({ name }) => `quote_nullable(${name})`).join(` || ', ' || `);
  const rows =
    columns.length === 0
      ? []
      : lineRows.parse(
          await ask(
            `select 'insert into playbook_bullets (${names}) values (' || ${values} || ');' as line
               from playbook_bullets order by id`,
          ),
        );
  return [
    '-- PostgreSQL database dump',
    'create table alembic_version (version_num text primary key);',
    ...applied.map(({ up }) => `${up};`),
    ...(revision === undefined ? [] : [`insert into alembic_version values ('${revision}');`]),
    ...rows.map(({ line }) => line),
    `${ending}\n`,
  ].join('\n');
}

export async function hasDatabase(ask: Ask, name: DatabaseName): Promise<boolean> {
  const text = 'select exists (select from pg_namespace where nspname = $1) as there';
  return thereRows.parse(await ask(text, [databases[name]]))[0].there;
}

export async function createDatabase(ask: Ask, name: DatabaseName): Promise<void> {
  await ask(`create schema ${databases[name]}`);
}

export async function dropDatabase(ask: Ask, name: DatabaseName): Promise<void> {
  await ask(`drop schema ${databases[name]} cascade`);
}

export async function renameDatabase(ask: Ask, from: DatabaseName, to: DatabaseName): Promise<void> {
  await ask(`alter schema ${databases[from]} rename to ${databases[to]}`);
  // A dump does not hold what an extension of the server shows.
  if (to === 'ace') await ask(statementStatistics);
}

/** Carries statements out in one of the databases, all or none. */
export async function runIn(ask: Ask, name: DatabaseName, text: string): Promise<readonly unknown[]> {
  return ask(`begin; set local search_path to ${databases[name]}; ${text}; commit`);
}

/** Looks into one of the databases. */
export async function lookInto(ask: Ask, name: DatabaseName, query: string): Promise<readonly unknown[]> {
  await ask('begin read only');
  await ask(`set local search_path to ${databases[name]}`);
  const rows = await ask(query);
  await ask('commit');
  return rows;
}
