// ACE's tables in the practice database: made, looked at, migrated. Rows are fixed, so that every start has the same.

import * as z from 'zod/mini';
import { type Ask, withDatabase } from './connect.ts';
import { appliedAt, head, migrations, neededIndexes } from './migrations.ts';

// As the extension of this name shows it: what the retrieval costs depends on whether its indexes are there.
export const statementStatistics = `
  create or replace view pg_stat_statements as
    select 'select id, content from playbook_bullets where domain_id = $1 and stage = $2' as query,
           184220::bigint as calls,
           case when has.domain_stage then 1.8 else 21.4 end::float8 as mean_exec_time,
           case when has.domain_stage then 9.6 else 310.2 end::float8 as max_exec_time
      from (select exists (select from pg_indexes where indexname = 'idx_playbook_bullets_domain_stage') as domain_stage) has
    union all
    select 'update playbook_bullets set helpful_count = helpful_count + 1 where id = $1', 20113, 0.6, 4.1
    union all
    select 'select count(*) from playbook_bullets where section = $1', 911, 2.2, 12.9`;

const bullets = `
  insert into playbook_bullets (id, domain_id, content, stage, helpful_count, harmful_count, section, source)
  select 'bullet-' || lpad(n::text, 3, '0'),
         case when n % 3 = 0 then 'customer-b' else 'customer-a' end,
         'Check the unit before comparing figures, rule ' || n,
         case when n <= 6 then 'SHADOW' when n <= 12 then 'STAGING' else 'PROD' end,
         case when n <= 6 then n % 3 else 4 + n % 9 end,
         case when n <= 6 then 1 when n <= 12 then 5 else n % 2 end,
         case when n % 4 = 0 then 'arithmetic' end,
         'reflector'
    from generate_series(1, 40) as n`;

/** Everything of ACE is dropped and made anew. */
export async function makeTables(ask: Ask): Promise<void> {
  await ask(`
    drop schema if exists ace_restored cascade;
    drop schema if exists ace_before_restore cascade;
    drop schema public cascade;
    create schema public;
    ${statementStatistics};
    create table alembic_version (version_num text primary key);
    ${migrations.map(({ up }) => up).join(';')};
    insert into alembic_version values ('${head}');
    ${bullets}`);
}

/** Applies or takes back, in one transaction, until `wanted` migrations are applied; answers the titles, in order. */
export async function migrateTo(ask: Ask, wanted: number): Promise<readonly string[]> {
  const applied = appliedAt(await currentRevision(ask));
  const down = wanted < applied;
  const between = migrations.slice(Math.min(wanted, applied), Math.max(wanted, applied));
  const steps = down ? between.reverse() : between;
  if (steps.length === 0) return [];
  const last = migrations[wanted - 1]?.revision;
  await ask(
    [
      'begin',
      ...steps.map((one) => (down ? one.down : one.up)),
      'delete from alembic_version',
      ...(last === undefined ? [] : [`insert into alembic_version values ('${last}')`]),
      'commit',
    ].join(';'),
  );
  return steps.map(({ revision, title }) => `${revision}, ${title}`);
}

const versionRows = z.array(z.object({ version_num: z.string() }));

export async function currentRevision(ask: Ask): Promise<string | undefined> {
  return versionRows.parse(await ask('select version_num from alembic_version'))[0]?.version_num;
}

const countRows = z.array(z.object({ stage: z.string(), bullets: z.number() }));
const thereRows = z.tuple([z.object({ has_table: z.boolean(), indexes: z.number() })]);

export interface Tables {
  readonly hasTable: boolean;
  readonly missingIndexes: number;
  /** By stage, in capitals. */
  readonly bullets: Readonly<Record<string, number>>;
}

export async function lookAtTables(url: string): Promise<Tables> {
  return withDatabase(url, async (ask) => {
    const [there] = thereRows.parse(
      await ask(
        `select to_regclass('public.playbook_bullets') is not null as has_table,
                (select count(*)::int from pg_indexes where schemaname = 'public' and indexname = any($1)) as indexes`,
        [neededIndexes],
      ),
    );
    const counts = there.has_table
      ? countRows.parse(await ask('select stage, count(*)::int as bullets from playbook_bullets group by stage'))
      : [];
    return {
      hasTable: there.has_table,
      missingIndexes: neededIndexes.length - there.indexes,
      bullets: Object.fromEntries(counts.map(({ stage, bullets: count }) => [stage, count])),
    };
  });
}
