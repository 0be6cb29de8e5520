// SQL that is not tried out, because a rollback might not take all of it back: by its own words, or by what stands around its tables.
// Skipped where there is no PostgreSQL server.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
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

describe.skipIf(!onServer)('not tried out, and everything stays', () => {
  test.each<[string, Statements, RegExp]>([
    ['VACUUM', ['vacuum plain'], /^`VACUUM` runs outside of any transaction/],
    ['an index', ['create index concurrently on plain (word)'], /^`CREATE INDEX` takes a lock/],
    ['TRUNCATE', ['truncate plain'], /^`TRUNCATE` takes a lock/],
    ['ALTER', ['alter table plain add column x int'], /^`ALTER TABLE` takes a lock/],
    ['DROP', ['drop table plain'], /^`DROP` takes a lock/],
    ['COPY', ["copy plain to program 'touch /tmp/opsbook-copied'"], /^`COPY` moves data/],
    ['DO', ['do $$ begin delete from plain; end $$'], /^`DO` runs code/],
    ['CALL', ['call something()'], /^`CALL` runs code/],
    ['SET', ["set local lock_timeout = '1h'"], /^`SET` changes settings/],
    ['a table made', ['select * into other from plain'], /^`SELECT INTO` creates a table/],
    ['another statement', ['grant select on plain to public'], /^`GRANT` is none of SELECT, INSERT/],
    ['a number drawn', ["update plain set id = nextval('apart')"], /^`nextval\(\)` may do something that no rollback/],
    ['a listener woken', ["select pg_notify('a', 'b')"], /^`pg_notify\(\)` may do/],
    ['another server', ["select dblink_exec('host=elsewhere', 'delete from x')"], /^`dblink_exec\(\)` may do/],
    ['an unknown function', ['delete from plain where id = audit.remember(id)'], /^`audit\.remember\(\)` may do/],
    ['a nap', ['update plain set id = 1 where pg_sleep(5) is null'], /^`pg_sleep\(\)` would keep the rows locked/],
    ['the second statement', ['delete from plain', 'truncate child'], /^in statement 2, `TRUNCATE` takes/],
    ['what nobody can read', ['update update'], /^PostgreSQL cannot read it/],
    [
      'a long one',
      [`delete from plain where word in (${Array(1_000).fill("'word'").join(', ')}, '${'x'.repeat(3_000)}')`],
      /longer than/,
    ],
    [
      'numbers of an identity',
      ["insert into entry (word) values ('x')"],
      /sequence behind `id`, and no rollback gives those back/,
    ],
    ['numbers of a serial', ['insert into payment (account_id) values (1)'], /sequence behind `id`/],
    ['numbers by DEFAULT', ["insert into entry (id, word) values (default, 'x')"], /sequence behind `id`/],
    ['numbers without columns', ["insert into entry values (9, 'x', 1)"], /sequence behind `id`/],
    [
      'numbers of a MERGE',
      [`merge into entry using plain on false when not matched then insert (word) values ('x')`],
      /sequence/,
    ],
    ['an UPDATE to the default', ['update entry set id = default where id = 1'], /sequence behind `id`/],
    ['a view', ["update words set word = 'x'"], /^`words` is a view, and what lies behind it/],
    ['steering', ['savepoint here', 'delete from plain'], /^in statement 1, `SAVEPOINT or ROLLBACK` steers/],
  ])('%s', async (_, statements, why) => {
    const before = await everything();
    expect(await preview(statements)).toMatchObject({ kind: 'none', say: expect.stringMatching(why) });
    expect(await everything()).toBe(before);
  });
});

describe.skipIf(!onServer)('what stands around a table', () => {
  const act = `create function public.act() returns trigger language plpgsql as $$ begin return new; end $$;`;
  const own = `create function public.own(int) returns bool language plpgsql as $$ begin return true; end $$;`;

  afterEach(() =>
    shop.execute(`
      drop policy if exists mine on plain; alter table plain disable row level security, drop column if exists odd, drop column if exists ok;
      drop view if exists odd; drop rule if exists also on plain;
      drop function if exists public.act() cascade; drop function if exists public.own(int) cascade;
      drop function if exists public.lower(int) cascade; drop function if exists public.same(int, int) cascade;
      drop function if exists public.word(plain) cascade;
    `),
  );

  test.each<[string, string, string, RegExp]>([
    [
      'a trigger',
      `${act} create trigger watch after delete on plain for each row execute function act()`,
      'delete from plain',
      /^the trigger `watch` on `plain` may do/,
    ],
    [
      'a trigger of a table that goes along',
      `${act} create trigger watch after delete on child for each row execute function act()`,
      'delete from entry where id = 2',
      /^the trigger `watch` on `child`/,
    ],
    [
      'a trigger of a partition',
      `${act} create trigger watch after update on town_old for each row execute function act()`,
      "update town set name = 'x'",
      /^the trigger `watch` on `town_old`/,
    ],
    [
      'a rule',
      'create rule also as on delete to plain do also delete from child',
      'delete from plain',
      /^the rule `also` on `plain`/,
    ],
    [
      'a default',
      `${own} alter table plain add column ok bool default public.own(1)`,
      'insert into plain (id) values (9)',
      /^`plain` uses the function `own\(\)`/,
    ],
    [
      'a check',
      `${own} alter table plain add constraint right_id check (public.own(id))`,
      'update plain set id = id + 10',
      /^`plain` uses the function `own\(\)`/,
    ],
    [
      'a row policy',
      `${own} alter table plain enable row level security; create policy mine on plain using (public.own(id))`,
      'delete from plain',
      /^`plain` uses the function `own\(\)`/,
    ],
    [
      'a view that is read',
      `${own} create view odd as select id from entry where public.own(id)`,
      'delete from plain where id in (select id from odd)',
      /^`odd` uses the function `own\(\)`/,
    ],
    [
      'a default that acts',
      `alter table plain add column odd text default set_config('a.b', 'c', false)`,
      'insert into plain (id) values (9)',
      /^`plain` uses the function `set_config\(\)`/,
    ],
    [
      'a function called like a known one',
      `create function public.lower(int) returns text language sql as 'select $1::text'`,
      'delete from plain where lower(id) = word',
      /^this database has a `lower\(\)` of its own/,
    ],
    [
      'an operator of its own',
      `create function public.same(int, int) returns bool language plpgsql as $$ begin return true; end $$; create operator === (leftarg = int, rightarg = int, function = public.same)`,
      'delete from plain where id === 1',
      /^this database has a `operator ===` of its own/,
    ],
    [
      'a function called like a column',
      `create function public.word(plain) returns text language sql as $$ select '' $$`,
      'delete from plain where plain.word = $$x$$',
      /^this database has a `word\(\)` of its own/,
    ],
  ])('%s keeps it from being tried out', async (_, make, statement, why) => {
    await shop.execute(make);
    const before = await everything();
    expect(await preview([statement])).toMatchObject({ kind: 'none', say: expect.stringMatching(why) });
    expect(await everything()).toBe(before);
  });

  test('a trigger that is switched off and functions that only compute do not', async () => {
    await shop.execute(
      `${act} create trigger watch after delete on plain for each row execute function act(); alter table plain disable trigger watch`,
    );
    expect(await preview(["delete from plain where lower(word) like 'p%'"])).toMatchObject({
      kind: 'counted',
      rows: 4,
    });
  });
});
