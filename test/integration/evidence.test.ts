// Plans with evidence as people meet them: present values and counted rows beside the steps, limits that a run then keeps, and
// targets that are away, slow or secret. The SQL wants a real PostgreSQL server; without one these tests are skipped.

import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { evidenceRunbook } from '../support/evidence-runbook.ts';
import { startOpsbook, type Opsbook } from '../support/opsbook.ts';

const onServer = inject('postgres') !== undefined;

let home: string;
let opsbook: Opsbook;
let shop: TestDatabase;
let admin: Client;
let server: Server;
/** Answers that wait until a test lets them go. */
const held: ServerResponse[] = [];
const asked: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (request.url === '/held') return void held.push(response);
    response.setHeader('content-type', 'application/json');
    if (request.url === '/version') response.end('{"version":"1.4 <!channel>","since":12}');
    else response.end(JSON.stringify({ you: request.headers.authorization, words: 'nobody may see this' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  if (!onServer) return;
  shop = await createTestDatabase('postgres');
  admin = new Client({ connectionString: shop.url });
  await admin.connect();
  await admin.query('create table orders (id int primary key, state text)');
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  if (!onServer) return;
  await admin.end();
  await shop.drop();
});

beforeEach(async () => {
  if (!onServer) return;
  await admin.query("truncate orders; insert into orders select n, 'old' from generate_series(1, 3) n");
  const address = server.address();
  home = await mkdtemp(path.join(tmpdir(), 'opsbook-shop-'));
  opsbook = await startOpsbook({
    runbooks: { 'shop.md': evidenceRunbook },
    environment: {
      SHOP_HOME: home,
      SHOP_COLOUR: 'blue',
      SHOP_PASS: 'kept-to-ourselves-42',
      SHOP_URL: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
      SHOP_GONE: 'http://127.0.0.1:9',
      SHOP_DATABASE_URL: shop.url ?? '',
      SHOP_AWAY_URL: 'postgres://op:kept-to-ourselves-43@127.0.0.1:9/none',
    },
  });
});
afterEach(async () => {
  if (!onServer) return;
  letGo();
  await opsbook.stop();
  await rm(home, { recursive: true, force: true });
});

function letGo(): void {
  for (const response of held.splice(0)) response.end('let go');
}

/** Until the target has been asked for what it holds back. */
async function isAsked(): Promise<void> {
  await expect.poll(() => held.length, { timeout: 20_000 }).toBeGreaterThan(0);
}

/** Those that no run has changed. */
async function orders(): Promise<number> {
  const { rows } = await admin.query<{ count: number }>("select count(*)::int from orders where state = 'old'");
  return rows[0]?.count ?? -1;
}

async function told(words: string): Promise<string> {
  const find = () =>
    opsbook.slack
      .as('maria')
      .sees('ops')
      .find((message) => message.isEphemeral && message.text.includes(words));
  return (await opsbook.slack.until(find, { what: `Maria being told "${words}"`, timeoutMs: 10_000 })).text;
}

const begin = (procedure: string) => opsbook.slack.as('maria').type('ops', `/ops run ${procedure}`);

describe.skipIf(!onServer)('a plan', () => {
  test('shows what is there now and how many rows would change, and changes nothing', async () => {
    const plan = await opsbook.answer('/ops plan shop.clear state=old');
    expect(plan).toMatch(/now \(.+\) · HTTP 200 · version = "1\.4 <!channel>"/);
    expect(plan).toContain('{"version":"1.4 <!channel>","since":12}');
    expect(plan).toMatch(/1 row[^]*state \| orders[^]*old {3}\| {6}3/);
    expect(plan).toMatch(/would change 3 rows \(at most 4\) · tried out .+ and rolled back/);
    expect(plan).toContain('A plan only: nothing was done.');
    expect(await orders()).toBe(3);
    expect(await opsbook.db.database.rows(z.unknown(), 'select id from run')).toEqual([]);
  });

  test('says of each step what cannot be seen of it, and why', async () => {
    const plan = await opsbook.answer('/ops plan shop.look');
    expect(plan).toContain('no preview: the step is marked secret');
    expect(plan).toContain('would be skipped: `parameters.all` does not hold');
    expect(asked).not.toContain('GET /secret');
    expect(plan).toContain('"you":"Bearer [redacted]"');
    expect(plan).not.toContain('kept-to-ourselves');
    expect(plan).toMatch(/could not be looked at \(.+\): gone could not be reached: connection refused/);
    expect(plan).toMatch(/exit code 0[^]*here\n1\n[^]*… 13 more lines/);
    expect(plan).toContain("# SHOP_COLOUR: from Opsbook's own environment\ntouch touched");
    expect(plan).toMatch(/POST http:\/\/127\.0\.0\.1:\d+\/orders\/close\nAuthorization: Bearer \$\{SHOP_PASS\}/);
    expect(plan).toMatch(/no preview: .?`TRUNCATE.?` takes a lock that others would wait for/);
    expect(plan).toContain(
      'No preview of steps 5, 6: what a script or a request does is known only when it is carried out',
    );
    expect(asked).not.toContain('POST /orders/close');
    expect(await orders()).toBe(3);
  });

  test('is tried out for nobody who could not start it; what only reads is for everybody', async () => {
    const plan = await opsbook.answer('/ops plan shop.clear state=old', 'tom');
    expect(plan).toContain('HTTP 200');
    expect(plan).toContain('no preview: shop.clear changes things, and may be started by @ace-oncall');
    expect(plan).not.toContain('would change');
  });

  test('does not wait for a slow target: what can be seen follows', async () => {
    const plan = await opsbook.answer('/ops plan shop.little');
    expect(plan).toContain('What can be seen of it now follows in a moment.');
    letGo();
    const evidence = await told('Looked at only: nothing was changed.');
    expect(evidence).toMatch(/HTTP 200[^]*let go[^]*would change 3 rows \(at most 3\)/);
    expect(await orders()).toBe(3);
  });
});

describe.skipIf(!onServer)('a run', () => {
  test('is approved with its evidence on the card, and changes as many rows as that allows', async () => {
    const { slack } = opsbook;
    const maria = slack.as('maria');
    await begin('shop.clear state=old');
    const card = await opsbook.card('maria', 'would change 3 rows (at most 4)');
    expect(card.text).toContain('Planned.');
    await maria.click(card, 'Ask for approval');
    await opsbook.submit('maria', { reason: 'they are old' });
    const jonas = slack.as('jonas');
    const request = await slack.until(
      () => jonas.dms().find((message) => message.buttons.some((button) => button.text === 'Approve')),
      { what: 'an approval request to Jonas' },
    );
    expect(request.text).toContain('would change 3 rows (at most 4)');
    await admin.query("insert into orders values (4, 'old')");
    await jonas.click(request, 'Approve');
    await opsbook.card('maria', 'Done.');
    expect(await orders()).toBe(0);
    const rows = await opsbook.db.database.rows(
      z.object({ detail: z.string() }),
      "select detail from audit where action = 'run.evidence'",
    );
    expect(rows.map(({ detail }) => detail).join()).toContain('"rows":{"3":3}');
  });

  test('that would change more than its count allows is stopped and rolled back', async () => {
    await begin('shop.little');
    await isAsked();
    letGo();
    const card = await opsbook.card('maria', 'would change 3 rows (at most 3)');
    await admin.query("insert into orders values (4, 'old')");
    await opsbook.slack.as('maria').click(card, 'Run');
    await isAsked();
    letGo();
    const failed = await opsbook.card('maria', 'Failed.');
    expect(failed.text).toContain(
      'It would have changed 4 rows, but its preview counted 3, of which tolerance=1 makes at most 3.',
    );
    expect(await orders()).toBe(4);
  });

  test('waits for a count that its tolerance needs, also over a restart, and shows it when it is there', async () => {
    const maria = opsbook.slack.as('maria');
    await begin('shop.little');
    const card = await opsbook.card('maria', 'What can be seen now follows.');
    await maria.click(card, 'Run');
    await told('waits: step 2 has tolerance=1, and the rows that it would change are still being counted.');
    await opsbook.halt();
    letGo();
    await opsbook.restart();
    await isAsked();
    letGo();
    const counted = await opsbook.card('maria', 'would change 3 rows (at most 3)');
    expect(counted.text).not.toContain('follows');
    await maria.click(counted, 'Run');
    await isAsked();
    letGo();
    await opsbook.card('maria', 'Done.');
    expect(await orders()).toBe(0);
  });

  test('whose rows cannot be counted says so and cannot be started', async () => {
    await begin('shop.elsewhere');
    const card = await opsbook.card('maria', 'cannot be started');
    expect(card.text).toMatch(/could not be looked at \(.+\): away \(op@127\.0\.0\.1:9\/none\) could not be reached/);
    expect(card.text).not.toContain('kept-to-ourselves');
    await opsbook.slack.as('maria').click(card, 'Run');
    expect(await told('but its rows could not be counted: away')).toContain('Plan it again: /ops run shop.elsewhere');
    expect(await opsbook.db.database.rows(z.unknown(), "select id from run where state = 'planned'")).toHaveLength(1);
  });

  test('keeps no secret in what it stores', async () => {
    await begin('shop.look');
    await opsbook.card('maria', 'exit code 0');
    const rows = await opsbook.db.database.rows(
      z.object({ kept: z.string() }),
      'select evidence::text as kept from run',
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.kept).toContain('[redacted]');
    expect(rows[0]?.kept).not.toContain('kept-to-ourselves');
    expect(await orders()).toBe(3);
  });
});
