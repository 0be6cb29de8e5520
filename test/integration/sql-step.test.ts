// The `sql` step kind against a real PostgreSQL server; skipped where there is none.

import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { openSqlShop } from '../support/sql-shop.ts';
import type { SqlShop, Statements } from '../support/sql-shop.ts';

const onServer = inject('postgres') !== undefined;

let shop: SqlShop;
beforeAll(async () => {
  if (onServer) shop = await openSqlShop();
});
afterAll(async () => {
  if (onServer) await shop.close();
});
beforeEach(() => shop.refill());

const { run, count } = {
  run: (...given: Parameters<SqlShop['run']>) => shop.run(...given),
  count: (table: string) => shop.count(table),
};

describe.skipIf(!onServer)('an answer', () => {
  test('has rows as JSON, the first number as value, and a table that reads well', async () => {
    const outcome = await run(
      [
        `select 12.50 as amount, 9007199254740993::int8 as big, true as open, null as gone, '{"a":[1]}'::jsonb as doc,
           0.1::float8 + 0.2 as sum, e'two\\nlines' as "long name", timestamptz '2026-01-02 03:04:05+00' at time zone 'utc' as at`,
      ],
      { risk: 'read' },
    );
    expect(outcome).toMatchObject({
      kind: 'answered',
      accepted: true,
      facts: {
        value: 12.5,
        rows: [
          {
            amount: 12.5,
            big: '9007199254740993',
            open: true,
            gone: null,
            doc: { a: [1] },
            sum: 0.30000000000000004,
            'long name': 'two\nlines',
            at: '2026-01-02 03:04:05',
          },
        ],
      },
    });
    const aligned = await run([
      "select id, case id when 2 then null else name || E'\\x1b[31m' end as who from account where id < 4",
    ]);
    expect(aligned.output).toBe(
      ['SELECT, 3 rows', 'id | who', '---+-------', ' 1 | name 1', ' 2 | (null)', ' 3 | name 3']
        .join('\n')
        .replace('-------', '-------'),
    );
  });

  test('of several statements tells each, and shows notices', async () => {
    const outcome = await run([
      { text: 'update account set name = $2 where id = $1', values: [1, "Robert'); drop table account;--"] },
      "do $$ begin raise warning 'careful'; end $$",
      'select name from account where id = 1',
    ]);
    expect(outcome).toMatchObject({ facts: { rows: [{ name: "Robert'); drop table account;--" }] } });
    expect(outcome.output).toContain('Statement 1: UPDATE, 1 row\nStatement 2: DO\nStatement 3: SELECT, 1 row\n');
    expect(outcome.output).toContain('WARNING: careful');
  });

  test('of a million rows keeps the first ones, counts the rest, and takes little memory', async () => {
    const before = process.memoryUsage().rss;
    const outcome = await run(["select n, repeat('x', 100) from generate_series(1, 1000000) n"], { risk: 'read' });
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
    expect(outcome.output).toMatch(/^SELECT, 1000000 rows, the first 9\d of them shown\n/);
    expect(outcome).toMatchObject({ kind: 'answered', facts: { value: 1 } });
  });
});

describe.skipIf(!onServer)('a read step', () => {
  test.each([
    ['delete from account', /cannot execute DELETE in a read-only transaction \(25006\)\. Nothing was changed\.$/],
    ['set transaction read write', /must be set before any query/],
    ['set transaction_read_only = off', /must be set before any query/],
    [
      'vacuum account',
      /VACUUM cannot run inside a transaction block.*A read step always runs in a READ ONLY transaction/,
    ],
  ])('%s fails', async (statement, sentence) => {
    expect(await run([statement, 'delete from payment'], { risk: 'read' })).toMatchObject({
      kind: 'failed',
      say: expect.stringMatching(sentence),
    });
    expect(await count('payment')).toBe(10);
  });
});

describe.skipIf(!onServer)('all or nothing', () => {
  test.each<[string, Statements, RegExp]>([
    [
      'a refused statement',
      ['delete from payment', 'select nowhere'],
      /^db refused statement 2: column "nowhere" does not exist \(42703\)\. Nothing/,
    ],
    ['a second statement in one', ['delete from payment; delete from account'], /cannot insert multiple commands/],
    ['a deferred check', ["update account set email = 'same'"], /duplicate key value violates unique constraint/],
    ['COMMIT', ['delete from payment', 'commit', 'delete from account'], /^Statement 2 is COMMIT, but Opsbook itself/],
    ['a hidden COMMIT', ['/* a /* b */ */ -- c\n end'], /^The statement is END/],
    ['a NUL', [{ text: 'select $1', values: ['a\0b'] }], /^The statement has a parameter with a NUL/],
    ['half a character', [{ text: 'select $1', values: ['\ud83d'] }], /half a character/],
    ['VACUUM among others', ['delete from payment', 'vacuum account'], /Give that statement a step of its own/],
  ])('%s changes nothing', async (_, statements, sentence) => {
    expect(await run(statements)).toMatchObject({ kind: 'failed', say: expect.stringMatching(sentence) });
    expect([await count('account'), await count('payment')]).toEqual([5, 10]);
  });

  test('a message never repeats the row of a unique conflict', async () => {
    const outcome = await run(["insert into account values (1, 'x', 'y')"]);
    expect(outcome).toMatchObject({ kind: 'failed', say: expect.stringContaining('account_pkey') });
    expect(JSON.stringify(outcome)).not.toContain('(id)=');
  });

  test('SAVEPOINT and ROLLBACK TO stay inside and are allowed', async () => {
    const outcome = await run([
      'savepoint s',
      'delete from payment',
      'rollback to savepoint s',
      'delete from payment where id = -1',
    ]);
    expect(outcome).toMatchObject({ kind: 'answered' });
    expect(await count('payment')).toBe(10);
  });
});

describe.skipIf(!onServer)('max_rows', () => {
  test.each<[string, number, number]>([
    ['delete from payment', 10, 9],
    ['with gone as (delete from payment returning 1) select count(*) from gone', 10, 5],
    ['delete from account where id = 1', 11, 10],
  ])('%s changes %i rows: refused with %i, done with as many', async (statement, changed, maxRows) => {
    expect(await run([statement], { maxRows })).toMatchObject({
      kind: 'failed',
      say: `It would have changed ${changed} rows, but max_rows is ${maxRows}. Narrow the statement or raise max_rows. Nothing was changed.`,
    });
    expect(await count('payment')).toBe(10);
    expect(await run([statement], { maxRows: changed })).toMatchObject({ kind: 'answered' });
    expect(await count('payment')).toBe(0);
  });

  test('statements are counted together, and TRUNCATE cannot be counted', async () => {
    const both = ['update account set name = name', 'delete from payment where id in (select id from payment limit 3)'];
    expect(await run(both, { maxRows: 7 })).toMatchObject({
      kind: 'failed',
      say: expect.stringContaining('changed 8 rows'),
    });
    expect(await run(['truncate payment'], { maxRows: 7 })).toMatchObject({
      kind: 'failed',
      say: expect.stringContaining('Use DELETE'),
    });
    expect(await count('payment')).toBe(10);
  });
});

describe.skipIf(!onServer)('outside a transaction', () => {
  test('one such statement runs alone', async () => {
    expect(await run(['vacuum account'])).toMatchObject({ kind: 'answered', output: 'VACUUM' });
    expect(await run(['create index concurrently by_name on account (name)'])).toMatchObject({ kind: 'answered' });
  });

  test('a failure that may have left something is unknown, one that cannot is not', async () => {
    await shop.execute("update account set name = 'same'");
    expect(await run(['create unique index concurrently one_name on account (name)'])).toMatchObject({
      kind: 'unknown',
      say: expect.stringMatching(
        /could not create unique index.*outside a transaction and may have done part of its work\.$/,
      ),
    });
    await shop.execute('drop index if exists one_name');
    expect(await run(['create index concurrently on nowhere (x)'])).toMatchObject({ kind: 'failed' });
  });
});

describe.skipIf(!onServer)('the probe', () => {
  test.each([
    ['select true', true],
    ['select count(*) from payment', true],
    ["select 'f'", true],
    ['select id from account where id = 99', false],
    ['select false', false],
    ['select 0', false],
    ['select null::text', false],
    ['delete from payment', undefined],
    ['select nowhere', undefined],
    [undefined, undefined],
  ])('%s tells %s', async (verify, happened) => {
    expect(await shop.probe(verify)).toBe(happened);
    expect([await count('account'), await count('payment')]).toEqual([5, 10]);
  });
});
