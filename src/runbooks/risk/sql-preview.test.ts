import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadSqlParser, type SqlParser } from './sql-parser.ts';
import { readForPreview, type SqlNames, type SqlReading } from './sql-preview.ts';

let parse: SqlParser;
beforeAll(async () => {
  parse = await loadSqlParser();
});

const read = (text: string): SqlReading => readForPreview(parse, text);

describe('names to look up', () => {
  test.each<[string, Partial<SqlNames>]>([
    [
      'update app."Odd ""one""" set a = upper(b) where c >= $1 and d in (select e from other)',
      {
        changed: ['"app"."Odd ""one"""'],
        tables: ['"other"', '"app"."Odd ""one"""'],
        functions: ['upper'],
        columns: ['b', 'c', 'd', 'e'],
        operators: ['=', '>='],
        fills: [],
      },
    ],
    ['insert into t (a, b) values (1, 2)', { changed: ['"t"'], fills: [{ table: '"t"', columns: ['a', 'b'] }] }],
    ['insert into t values (1, 2)', { fills: [{ table: '"t"' }] }],
    ['insert into t (a, b) values (1, default)', { fills: [{ table: '"t"' }] }],
    ['insert into t default values', { fills: [{ table: '"t"' }] }],
    ['update t set a = default', { fills: [{ table: '"t"' }] }],
    [
      'merge into t using s on t.a = s.a when not matched then insert (a) values (s.a) when matched then delete',
      { changed: ['"t"'], tables: ['"s"', '"t"'], fills: [{ table: '"t"', columns: ['a'] }] },
    ],
    ['with gone as (delete from x returning *) insert into y (a) select a from gone', { changed: ['"x"', '"y"'] }],
    ['select a from t where b operator(app.===) 1 for update', { changed: [], operators: ['=', '==='] }],
    ['select pg_catalog.lower(a) from t tablesample bernoulli (1)', { functions: ['lower'] }],
  ])('%s', (text, names) => {
    const reading = read(text);
    if (!reading.ok) throw new Error(reading.say);
    for (const [key, wanted] of Object.entries(names)) {
      const found = Object.entries(reading.names).find(([name]) => name === key)?.[1];
      expect(key === 'fills' ? found : new Set<unknown>(found), key).toEqual(
        key === 'fills' ? wanted : new Set<unknown>(wanted),
      );
    }
  });
});

describe('not to be tried out', () => {
  test.each([
    ['select 1; select 2', 'it is not exactly one statement'],
    ['', 'it is not exactly one statement'],
    ["select public.lower('a')", '`public.lower()` may do something'],
    ["select lo_export(1, '/tmp/x')", '`lo_export()` may do'],
    ['select * from t tablesample own.method (1)', '`own.method()` may do'],
    ['update t set a = (select currval(b) from s)', '`currval()` may do'],
    ['with a as (select pg_advisory_lock(1)) delete from t', '`pg_advisory_lock()` may do'],
    ['create table x as select 1', '`CREATE TABLE AS` is none of'],
    ['create index on t (a)', '`CREATE INDEX` takes a lock'],
    ['analyze t', '`VACUUM` runs outside'],
    ['explain analyze delete from t', '`EXPLAIN` is none of'],
    ['prepare p as delete from t', '`PREPARE` is none of'],
    ['notify a', '`NOTIFY` is none of'],
    ['lock table t', '`LOCK` takes a lock'],
    ['refresh materialized view v', '`REFRESH MAT VIEW` is none of'],
    ["set role 'other'", '`SET` changes settings'],
    ['declare c cursor for select 1', '`DECLARE CURSOR` is none of'],
    ['update', 'PostgreSQL cannot read it'],
  ])('%s', (text, say) => {
    expect(read(text)).toMatchObject({ ok: false, say: expect.stringContaining(say) });
  });
});

test.each([
  ['long sums', `update t set a = ${'1+'.repeat(1_900)}1`],
  ['deep brackets', `update t set a = ${'('.repeat(1_900)}1${')'.repeat(1_900)}`],
  ['deep cases', `update t set a = ${'case when true then '.repeat(190)}1${' end'.repeat(40)}`],
  ['a long text', `update t set a = '${'x'.repeat(10_000)}'`],
])('%s are read or refused, and throw nothing', (_, text) => {
  expect(typeof read(text).ok).toBe('boolean');
});

test('any text is read or refused with words', () => {
  const word = fc.constantFrom(
    'update',
    'delete from',
    't',
    'set',
    'a',
    '=',
    '$1',
    'where',
    '(',
    ')',
    ';',
    "'",
    '"',
    '--',
    'with x as',
    '\0',
    '☃',
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 30 }), (words) => {
      const reading = read(words.join(' '));
      expect(reading.ok || reading.say.length > 0).toBe(true);
    }),
  );
});
