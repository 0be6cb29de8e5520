// What people type badly: every answer is one sentence that says what is wrong and what to do next, and nothing is half done.

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startOpsbook, type Opsbook } from '../support/opsbook.ts';
import { brokenRunbook, shopRunbook } from '../support/shop-runbook.ts';

let home: string;
let opsbook: Opsbook;

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'opsbook-shop-'));
  opsbook = await startOpsbook({
    runbooks: { 'shop.md': shopRunbook, 'broken.md': brokenRunbook },
    environment: { SHOP_HOME: home },
  });
});
afterAll(async () => {
  await opsbook.stop();
  await rm(home, { recursive: true, force: true });
});

test.each([
  ['/ops', /\/ops help/],
  ['/ops help', /run <procedure>/],
  ['/ops rnu shop.greet', /There is no \/ops rnu\. Did you mean \/ops run\?/],
  ['/ops 🙂', /There is no \/ops 🙂\. .*\/ops help lists/],
  ['/ops run', /Name a procedure: \/ops run <system\.procedure>/],
  ['/ops run shop.rolback revision=1234567', /There is no procedure shop\.rolback\. Did you mean shop\.rollback\?/],
  ['/ops run shop.rollback revison=1234567', /revison.*revision/s],
  ['/ops run shop.rollback revision=zzz', /\[0-9a-f\]\{7,40\}/],
  ['/ops run shop.rollback revision=1234567 count=many', /count.*whole number|count.*integer/is],
  ['/ops run shop.nowhere', /SHOP_NOWHERE (is|are) not set\. Set it and restart Opsbook/],
  ['/ops run broken.bad', /broken\.md:\d+: .*elsewhere/],
  ['/ops show shop.nothing', /There is no procedure shop\.nothing/],
  ['/ops find zebra', /Nothing in the runbooks matches "zebra"/],
  ['/ops cancel', /Say which run: \/ops cancel <number>/],
  ['/ops cancel 999', /There is no such run\. \/ops runs lists/],
  ['/ops runs', /Nothing has been run yet/],
])('%s', async (typed, expected) => {
  expect(await opsbook.answer(typed)).toMatch(expected);
  expect(await opsbook.db.database.rows(z.unknown(), 'select id from run')).toEqual([]);
  expect(await readdir(home)).toEqual([]);
});

test('a value of 40,001 characters is refused, one of 40,000 arrives whole', async () => {
  expect(await opsbook.answer(`/ops run shop.greet who=${'x'.repeat(40_001)}`)).toMatch(
    /40001 characters; at most 40000/,
  );
  await opsbook.slack.as('maria').type('ops', `/ops run shop.greet who=${'é'.repeat(20_000)}`);
  await opsbook.card('maria', 'Done.');
});
