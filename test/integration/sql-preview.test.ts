// SQL that is tried out while planning, on a real PostgreSQL server: it counts what a run would change, and leaves everything as it
// was. Skipped where there is no server.

import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { openPreviewShop, type PreviewShop } from '../support/preview-shop.ts';
import type { Statements } from '../support/sql-shop.ts';

const onServer = inject('postgres') !== undefined;

let shop: PreviewShop;
beforeAll(async () => {
  if (onServer) shop = await openPreviewShop();
});
afterAll(async () => {
  if (onServer) await shop.close();
});
beforeEach(() => (onServer ? shop.refill() : undefined));

const preview = (...given: Parameters<PreviewShop['preview']>) => shop.preview(...given);
const everything = () => shop.everything();

describe.skipIf(!onServer)('a count', () => {
  test.each<[string, Statements, number, readonly (number | null)[]]>([
    ['of an UPDATE', ["update plain set word = 'x' where id > 2"], 2, [2]],
    ['of a DELETE with what goes along', ['delete from entry where id = 1'], 4, [1]],
    [
      'of an INSERT that brings its own key',
      [{ text: 'insert into plain values ($1, $2)', values: [9, 'new'] }],
      1,
      [1],
    ],
    ['of an INSERT without the column that is numbered', ["insert into entry (id, word) values (9, 'x')"], 1, [1]],
    [
      'of a MERGE',
      [
        `merge into plain using (values (1), (7)) as s (id) on plain.id = s.id
         when matched then update set word = 'old' when not matched then insert (id, word) values (s.id, 'new')`,
      ],
      2,
      [2],
    ],
    ['of a change inside WITH', ['with gone as (delete from plain returning id) select count(*) from gone'], 4, [null]],
    [
      'of statements that build on each other',
      [
        "update plain set word = 'y' where id = 1",
        "delete from plain where word = 'y'",
        'select * from plain for update',
      ],
      2,
      [1, 1, null],
    ],
    ['of nothing', ['update plain set id = 1 where id = 99'], 0, [0]],
    ['through a partition', ["update town set name = 'Older' where year < 2000"], 1, [1]],
  ])('%s', async (_, statements, rows, each) => {
    const before = await everything();
    expect(await preview(statements)).toMatchObject({
      kind: 'counted',
      rows,
      statements: each.map((one) => ({ rows: one })),
    });
    expect(await everything()).toBe(before);
  });
});

describe.skipIf(!onServer)('trouble', () => {
  test.each<[string, Statements, RegExp]>([
    [
      'a check that would fail',
      ['update entry set size = 100'],
      /^db refused the statement: .*violates check constraint/,
    ],
    ['a deferred check', ["update account set email = 'same'"], /duplicate key value/],
    [
      'a name that is not there',
      ['delete from nowhere'],
      /^db refused the statement: relation "nowhere" does not exist/,
    ],
    ['COMMIT', ['commit'], /^The statement is COMMIT, but Opsbook itself/],
  ])('%s is told', async (_, statements, why) => {
    const before = await everything();
    expect(await preview(statements)).toMatchObject({ kind: 'unseen', say: expect.stringMatching(why) });
    expect(await everything()).toBe(before);
  });

  test('a row that somebody else holds is waited for two seconds, not longer', async () => {
    await shop.execute('begin; update plain set word = word where id = 1');
    try {
      const waiting = preview(['delete from plain']);
      expect(await waiting).toEqual({
        kind: 'unseen',
        say: 'Somebody else holds a lock that it needs on db, and a preview waits no longer than 2 seconds.',
      });
    } finally {
      await shop.execute('rollback');
    }
  });

  test('one that takes long is stopped, and nobody is held up by it any more', async () => {
    const slow = 'delete from plain where (select count(*) from generate_series(1, 1000000000)) > 0';
    expect(await preview([slow], { timeoutMs: 300 })).toEqual({ kind: 'unseen', say: 'Stopped after 0.3 seconds.' });
    await shop.execute("begin; set local lock_timeout = '1s'; update plain set word = word; rollback");
  });

  test('a database that is away is told without its password', async () => {
    const away = await preview(['delete from plain'], {}, { address: 'postgres://op:s3cr3t@127.0.0.1:9/shop' });
    expect(away).toMatchObject({
      kind: 'unseen',
      say: expect.stringContaining('could not be reached: connection refused'),
    });
    expect(JSON.stringify(away)).not.toContain('s3cr3t');
  });
});

describe.skipIf(!onServer)('any step', () => {
  const table = fc.constantFrom('plain', 'entry', 'child', 'account', 'payment', 'town');
  const condition = fc.constantFrom('true', 'false', '1 = 1', 'ctid is not null', 'exists (select from plain)');
  const statement = fc.oneof(
    fc.tuple(table, condition).map(([name, when]) => `delete from ${name} where ${when}`),
    condition.map((when) => `update plain set word = upper(word) where ${when}`),
    condition.map((when) => `update entry set size = size - 1, id = id + 1000 where ${when}`),
    fc.integer({ min: 1, max: 50 }).map((id) => `insert into plain values (${id}, 'new') on conflict do nothing`),
    fc.constantFrom(
      "insert into entry (word) values ('x')",
      'insert into payment default values',
      'truncate plain cascade',
      "select setval('apart', 77)",
      "update plain set id = nextval('apart')",
      'create table made ()',
      'vacuum',
      'commit',
      'drop schema public cascade',
      'with a as (delete from child returning *), b as (update plain set id = -id returning *) select from a, b',
      'select * from plain for update',
    ),
  );

  test('leaves the database as it was, byte for byte', async () => {
    let counted = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(statement, { minLength: 1, maxLength: 4 }), async (statements) => {
        const before = await everything();
        const seen = await preview(statements);
        if (seen.kind === 'counted') counted += 1;
        expect(await everything()).toBe(before);
      }),
      { numRuns: 60 },
    );
    // Or it would hold for the wrong reason.
    expect(counted).toBeGreaterThan(5);
  }, 60_000);

  test('counts what a run then changes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(statement, { minLength: 1, maxLength: 3 }), async (statements) => {
        const seen = await preview(statements);
        if (seen.kind !== 'counted') return;
        const tolerated = (rows: number) => ({ tolerated: { rows, counted: seen.rows } });
        if (seen.rows > 0)
          expect(await shop.run(statements, { tolerance: 1 }, tolerated(seen.rows - 1))).toMatchObject({
            kind: 'failed',
          });
        const done = await shop.run([...statements, 'select 1 / 0'], { tolerance: 1 }, tolerated(seen.rows));
        expect(done).toMatchObject({ say: expect.stringContaining('division by zero') });
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});

describe.skipIf(!onServer)('tolerance', () => {
  test('stops what would change more, and says both numbers', async () => {
    const step = { tolerance: 1.5, maxRows: 100 };
    const refused = await shop.run(['delete from payment'], step, { tolerated: { rows: 9, counted: 6 } });
    expect(refused).toEqual({
      kind: 'failed',
      say: 'It would have changed 10 rows, but its preview counted 6, of which tolerance=1.5 makes at most 9. Look at what has changed since and plan it again. Nothing was changed.',
      output: expect.any(String),
    });
    expect(await shop.count('payment')).toBe(10);
    expect(
      await shop.run(['delete from payment'], { ...step, maxRows: 7 }, { tolerated: { rows: 9, counted: 6 } }),
    ).toMatchObject({
      say: expect.stringContaining('max_rows is 7'),
    });
    expect(await shop.run(['delete from payment'], step, { tolerated: { rows: 10, counted: 7 } })).toMatchObject({
      kind: 'answered',
    });
  });

  test('without a count nothing is begun', async () => {
    expect(await shop.run(['delete from payment'], { tolerance: 2 })).toMatchObject({
      kind: 'failed',
      say: 'The step has tolerance=2, but no preview has counted its rows. Nothing was done. Plan it again.',
    });
    expect(await shop.count('payment')).toBe(10);
  });
});
