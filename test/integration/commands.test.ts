// What people type, and what it does: in private where nothing changes, as a value and never as code, and without the secrets.

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { shopRunbook } from '../support/shop-runbook.ts';
import { startOpsbook, type Opsbook } from '../support/opsbook.ts';

let home: string;
let opsbook: Opsbook;
let server: Server;
const seen: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push(request.url ?? '');
    response.end(request.url === '/leak' ? `you sent ${request.headers.authorization}` : 'ok');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => server.close());

beforeEach(async () => {
  const address = server.address();
  home = await mkdtemp(path.join(tmpdir(), 'opsbook-shop-'));
  opsbook = await startOpsbook({
    runbooks: { 'shop.md': shopRunbook },
    environment: {
      SHOP_HOME: home,
      SHOP_PASS: 'kept-to-ourselves-42',
      SHOP_URL: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
      SHOP_DATABASE_URL: inject('postgres')?.url ?? 'postgres://nobody@127.0.0.1:1/none',
    },
  });
});
afterEach(async () => {
  await opsbook.stop();
  await rm(home, { recursive: true, force: true });
});

const runsInDatabase = (): Promise<{ state: string }[]> =>
  opsbook.db.database.rows(z.object({ state: z.string() }), 'select state from run order by id');

test('find, show and plan answer in private and change nothing', async () => {
  expect(await opsbook.answer('/ops find roll')).toContain('shop.rollback');
  expect(await opsbook.answer('/ops show shop.rollback')).toContain('last good commit');
  expect(await opsbook.answer('/ops plan shop.rollback revision=1234567')).toContain('A plan only: nothing was done.');
  expect(await opsbook.answer('/ops plan shop.rollback')).toContain('revision=…');
  expect(await runsInDatabase()).toEqual([]);
});

test('what stands on pages that are still being read is not called unknown', async () => {
  const page = (system: string): string => shopRunbook.replace('system: shop', `system: ${system}`);
  // So many that nobody is made to wait for them.
  for (let index = 0; index < 60; index += 1) await opsbook.write(`shop-${index}.md`, page(`shop-${index}`));
  expect(await opsbook.answer('/ops show shop-59.rollback')).toBe(
    'There is no procedure shop-59.rollback in what is loaded, and changed runbooks are being read right now. Try again in a few seconds.',
  );
  await expect
    .poll(() => opsbook.answer('/ops show shop-59.rollback'), { timeout: 60_000 })
    .toContain('last good commit');
  expect(await opsbook.answer('/ops show shop-60.rollback')).toContain('There is no procedure shop-60.rollback. ');
});

test('what is missing is asked for in a form, and what is wrong in it stands under its input', async () => {
  const maria = opsbook.slack.as('maria');
  await maria.type('ops', '/ops run shop.rollback count=3');
  await opsbook.submit('maria', { 'last good commit': 'not hex' });
  const form = maria.form();
  expect(form?.inputs.find((input) => input.label === 'last good commit')?.error).toMatch(/\[0-9a-f\]/);
  await opsbook.submit('maria', { 'last good commit': 'abc1234' });
  await maria.click(await opsbook.card('maria', 'Planned.'), 'Run');
  await opsbook.card('maria', 'Done.');
  expect(await readFile(path.join(home, 'rolled'), 'utf8')).toBe('abc1234 3\n');
});

test('somebody who is neither owner nor approver cannot start a change, and is told how to be allowed', async () => {
  expect(await opsbook.answer('/ops run shop.rollback revision=1234567', 'tom')).toMatch(
    /may be started by @ace-oncall, @ace-approvers/,
  );
  expect(await runsInDatabase()).toEqual([]);
});

test.each([
  '"; touch pwned; echo "',
  '$(touch pwned)',
  '`touch pwned`',
  "'; touch pwned; '",
  '../../pwned',
  '--help',
  'שלום עולם',
  '👩‍🚒 <!channel> & <@U1>',
  '{{word}}',
  '%2e%2e',
])('the value %j stays a value in every kind of step', async (word) => {
  const maria = opsbook.slack.as('maria');
  seen.length = 0;
  const quoted = word.includes('"') ? `word='${word}'` : `word="${word}"`;
  await maria.type('ops', `/ops run shop.everywhere ${word.includes("'") ? `word="${word}"` : quoted}`);
  await maria.click(await opsbook.card('maria', 'Planned.'), 'Run');
  await opsbook.card('maria', 'Done.');
  expect(await readFile(path.join(home, 'said'), 'utf8')).toBe(word);
  const encoded = encodeURIComponent(word).replaceAll("'", '%27');
  expect(seen).toEqual([`/say/${encoded}?again=${encoded}`]);
  expect(await readdir(home)).toEqual(['said']);
  expect(opsbook.slack.posted('ops').some((message) => JSON.stringify(message).includes('<!channel>'))).toBe(false);
});

test('a secret that a system prints is nowhere', async () => {
  await opsbook.slack.as('maria').type('ops', '/ops run shop.leak');
  await opsbook.card('maria', 'Done.');
  await opsbook.slack.until(
    () => opsbook.slack.posted('ops').some((message) => message.text.startsWith('Output of step 1')),
    {
      what: 'the output',
    },
  );
  expect(opsbook.slack.posted('ops').some((message) => JSON.stringify(message).includes('[redacted]'))).toBe(true);
  expect(JSON.stringify([opsbook.slack.posted('ops'), opsbook.slack.wire])).not.toContain('kept-to-ourselves-42');
  const tables = ['run', 'step_attempt', 'audit', 'request', 'card', 'approval'];
  for (const table of tables) {
    const rows = await opsbook.db.database.rows(z.unknown(), `select to_jsonb(t) as row from ${table} t`);
    expect(JSON.stringify(rows), table).not.toContain('kept-to-ourselves-42');
  }
});
