import { describe, expect, it } from 'vitest';
import { bindSql, sqlNames, sqlTemplates } from './sql-parameters.ts';

describe('names become bind parameters, and only names', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['select :a, :b, :a', 'select $1, $2, $1', ['a', 'b']],
    ["select ':a', 'it''s :a', :a", "select ':a', 'it''s :a', $1", ['a']],
    [String.raw`select E'\':a', :a`, String.raw`select E'\':a', $1`, ['a']],
    ['select ":a" from "x"":b"', 'select ":a" from "x"":b"', []],
    ['select $$ :a $$, $t$ :b $$ $t$, :c', 'select $$ :a $$, $t$ :b $$ $t$, $1', ['c']],
    ['select 1 -- :a\n, :b', 'select 1 -- :a\n, $1', ['b']],
    ['select /* :a /* :b */ :c */ :d', 'select /* :a /* :b */ :c */ $1', ['d']],
    ["select :a::int, '1'::text, x::date", "select $1::int, '1'::text, x::date", ['a']],
    ['select f(x := :a)', 'select f(x := $1)', ['a']],
    ['select v[1:n], v[lo:hi], v[f(1):2]', 'select v[1:n], v[lo:hi], v[f(1):2]', []],
    ['select array[:a, :b], v[:a], v[1 + :a]', 'select array[$1, $2], v[$1], v[1 + $1]', ['a', 'b']],
    ['select a$b$c, :d', 'select a$b$c, $1', ['d']],
    ["select ':a", "select ':a", []],
  ])('%s', (text, expected, names) => {
    expect(sqlTemplates(text)).toEqual([{ text: expected, names }]);
  });
});

it('splits statements and numbers the parameters of each', () => {
  const text = "-- first\nselect ';', :a;\n;\n/* ; */\nupdate t set x = :b where y = :a; -- end\n";
  expect(sqlTemplates(text)).toEqual([
    { text: "select ';', $1", names: ['a'] },
    { text: 'update t set x = $1 where y = $2', names: ['b', 'a'] },
  ]);
});

it('tells where names stand, an own $1 among them', () => {
  expect(sqlNames("select ':z',\n :a\n, $1")).toEqual([
    { name: 'a', kind: 'named', line: 2 },
    { name: '1', kind: 'positional', line: 3 },
  ]);
});

it('binds values and never writes them', () => {
  const [template] = sqlTemplates('select :a, :b');
  if (template === undefined) throw new Error('no statement');
  expect(
    bindSql(
      template,
      new Map<string, string | number>([
        ['a', "'; drop table x; --"],
        ['b', 2],
      ]),
    ),
  ).toEqual({
    ok: true,
    statement: { text: 'select $1, $2', values: ["'; drop table x; --", 2] },
  });
  expect(bindSql(template, new Map([['a', 1]]))).toEqual({ ok: false, missing: 'b' });
});
