// What stands around the tables of a statement and would run with it: triggers, rules, functions of defaults, checks, indexes, row
// policies and views, and sequences, from which no rollback gives a number back. Asked of the database before anything is tried out.
// Catalogs: https://www.postgresql.org/docs/current/catalogs.html

import type { SqlNames } from '../runbooks/risk/sql-preview.ts';
import type { SqlConnection } from './sql-connection.ts';

/** Why statements with these names may not be tried out, as part of a sentence; undefined when nothing stands in the way. */
export async function whyNotTriedOut(connection: SqlConnection, all: readonly SqlNames[]): Promise<string | undefined> {
  const { rows } = await connection.run({
    text: surroundings,
    values: [
      listed(all.flatMap(({ changed }) => changed)),
      listed(all.flatMap(({ tables }) => tables)),
      listed(all.flatMap(({ functions }) => functions)),
      listed(all.flatMap(({ columns }) => columns)),
      listed(all.flatMap(({ operators }) => operators)),
      listed(computing),
      acting,
      numbering,
    ],
  });
  for (const [kind, on, name] of rows) {
    const why = inWords({ kind: kind ?? '', on: on ?? '', name: name ?? '' }, all);
    if (why !== undefined) return why;
  }
  return undefined;
}

interface Found {
  readonly kind: string;
  /** A table; of a sequence, the table's name as the statement has it. */
  readonly on: string;
  readonly name: string;
}

const relationKinds: Readonly<Record<string, string>> = {
  v: 'a view',
  m: 'a materialized view',
  f: 'a foreign table',
  S: 'a sequence',
};
const notTakenBack = 'may do something that no rollback takes back';

function inWords({ kind, on, name }: Found, all: readonly SqlNames[]): string | undefined {
  switch (kind) {
    case 'relation':
      return `\`${on}\` is ${relationKinds[name] ?? 'no table'}, and what lies behind it is not known`;
    case 'trigger':
      return `the trigger \`${name}\` on \`${on}\` ${notTakenBack}`;
    case 'rule':
      return `the rule \`${name}\` on \`${on}\` ${notTakenBack}`;
    case 'function':
      return `\`${on}\` uses the function \`${name}()\`, which ${notTakenBack}`;
    case 'own':
      return `this database has a \`${name}\` of its own, which ${notTakenBack}`;
    default:
      return drawsNumber(on, name, all)
        ? `it would use up numbers of the sequence behind \`${name}\`, and no rollback gives those back`
        : undefined;
  }
}

/** A column that a statement gives a value to needs no number. */
function drawsNumber(table: string, column: string, all: readonly SqlNames[]): boolean {
  const fills = all.flatMap((names) => names.fills).filter((filling) => filling.table === table);
  return fills.some(({ columns }) => columns === undefined || !columns.includes(column));
}

// Extensions whose functions only compute.
const computing =
  'btree_gin btree_gist citext cube earthdistance fuzzystrmatch hstore intarray isn ltree pg_trgm pgcrypto postgis seg unaccent uuid-ossp vector'.split(
    ' ',
  );

// Functions of PostgreSQL itself that act beyond the transaction; the numbers of sequences are looked at on their own.
const acting = String.raw`\m(setval|pg_notify|pg_(try_)?advisory\w*|lo_\w+|pg_logical_emit_message|pg_terminate_backend|pg_cancel_backend|set_config|query_to_xml\w*)\M`;
const numbering = String.raw`\mnextval\M`;

function listed(names: readonly string[]): string {
  return JSON.stringify([...new Set(names)]);
}

// What a superuser or initdb made has an object id below 16384, and none of it is recorded as a dependency:
// https://www.postgresql.org/docs/current/catalog-pg-depend.html
const surroundings = `
with recursive
changed(name, oid) as (
  select name, pg_catalog.to_regclass(name)::oid from pg_catalog.json_array_elements_text($1::json) name
),
touched(oid) as (
  select oid from changed where oid is not null
  union
  select near.oid from touched, lateral (
    select inhrelid as oid from pg_catalog.pg_inherits where inhparent = touched.oid
    union all
    select conrelid from pg_catalog.pg_constraint
    where contype = 'f' and confrelid = touched.oid and (confdeltype in ('c', 'n', 'd') or confupdtype in ('c', 'n', 'd'))
  ) near
),
seen(oid) as (
  (
    select oid from touched
    union
    select pg_catalog.to_regclass(name)::oid from pg_catalog.json_array_elements_text($2::json) name
  )
  union
  select behind.refobjid from seen
  join pg_catalog.pg_rewrite rule on rule.ev_class = seen.oid
  join pg_catalog.pg_depend behind on behind.classid = 'pg_catalog.pg_rewrite'::regclass and behind.objid = rule.oid
    and behind.refclassid = 'pg_catalog.pg_class'::regclass
),
own(oid, name) as (
  select oid, proname::text from pg_catalog.pg_proc where oid >= 16384 and not exists (
    select from pg_catalog.pg_depend member join pg_catalog.pg_extension extension on extension.oid = member.refobjid
    where member.classid = 'pg_catalog.pg_proc'::regclass and member.objid = pg_proc.oid and member.deptype = 'e'
      and member.refclassid = 'pg_catalog.pg_extension'::regclass
      and extension.extname in (select pg_catalog.json_array_elements_text($6::json))
  )
),
part(relation, class, oid) as (
  select adrelid, 'pg_catalog.pg_attrdef'::regclass, oid from pg_catalog.pg_attrdef
  union all select conrelid, 'pg_catalog.pg_constraint', oid from pg_catalog.pg_constraint where conrelid <> 0
  union all select attrelid, 'pg_catalog.pg_constraint', pg_constraint.oid
    from pg_catalog.pg_attribute join pg_catalog.pg_constraint on contypid = atttypid and contypid <> 0
  union all select indrelid, 'pg_catalog.pg_class', indexrelid from pg_catalog.pg_index
  union all select oid, 'pg_catalog.pg_class', oid from pg_catalog.pg_class
  union all select polrelid, 'pg_catalog.pg_policy', oid from pg_catalog.pg_policy
  union all select ev_class, 'pg_catalog.pg_rewrite', oid from pg_catalog.pg_rewrite where ev_type = '1'
),
expression(relation, text) as (
  select adrelid, pg_catalog.pg_get_expr(adbin, adrelid) from pg_catalog.pg_attrdef
  union all select conrelid, pg_catalog.pg_get_constraintdef(oid) from pg_catalog.pg_constraint where contype = 'c'
  union all select polrelid, pg_catalog.pg_get_expr(polqual, polrelid) from pg_catalog.pg_policy
  union all select polrelid, pg_catalog.pg_get_expr(polwithcheck, polrelid) from pg_catalog.pg_policy
)
select 'relation' as kind, relname::text as "on", relkind::text as name
  from pg_catalog.pg_class join touched using (oid) where relkind not in ('r', 'p')
union all
select 'relation', relname::text, relkind::text from pg_catalog.pg_class join seen using (oid) where relkind = 'f'
union all
select 'trigger', relname::text, tgname::text from touched join pg_catalog.pg_class using (oid)
  join pg_catalog.pg_trigger on tgrelid = pg_class.oid
  where not tgisinternal and tgenabled in ('O', 'A') and tgfoid >= 16384
union all
select 'rule', relname::text, rulename::text from touched join pg_catalog.pg_class using (oid)
  join pg_catalog.pg_rewrite on ev_class = pg_class.oid where ev_type <> '1' and ev_enabled <> 'D'
union all
select 'function', relname::text, own.name from seen join pg_catalog.pg_class using (oid)
  join part on part.relation = pg_class.oid
  join pg_catalog.pg_depend needs on needs.classid = part.class and needs.objid = part.oid
    and needs.refclassid = 'pg_catalog.pg_proc'::regclass
  join own on own.oid = needs.refobjid
union all
select 'function', relname::text, substring(expression.text from $7)
  from seen join pg_catalog.pg_class using (oid) join expression on expression.relation = pg_class.oid
  where expression.text ~ $7
union all
select 'own', '', proname || '()' from own join pg_catalog.pg_proc using (oid)
  where proname in (select pg_catalog.json_array_elements_text($3::json)) and pg_catalog.pg_function_is_visible(oid)
union all
select 'own', '', proname || '()' from own join pg_catalog.pg_proc using (oid)
  where pronargs = 1 and proname in (select pg_catalog.json_array_elements_text($4::json))
    and exists (select from pg_catalog.pg_type where pg_type.oid = proargtypes[0] and typtype = 'c')
union all
select 'own', '', 'operator ' || oprname::text from pg_catalog.pg_operator join own on own.oid = oprcode
  where oprname in (select pg_catalog.json_array_elements_text($5::json)) and pg_catalog.pg_operator_is_visible(pg_operator.oid)
union all
select 'own', '', 'cast by ' || own.name || '()' from pg_catalog.pg_cast join own on own.oid = castfunc
union all
select 'sequence', changed.name, attname::text from changed
  join pg_catalog.pg_attribute on attrelid = changed.oid and attnum > 0 and not attisdropped
  join pg_catalog.pg_type on pg_type.oid = atttypid
  left join pg_catalog.pg_attrdef on adrelid = attrelid and adnum = attnum
  where attidentity <> '' or pg_catalog.pg_get_expr(adbin, adrelid) ~ $8 or typdefault ~ $8
`;
