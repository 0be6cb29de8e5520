// Choices, calls, what has to keep holding, and queries, as people meet them.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { startOpsbook, type Opsbook } from '../support/opsbook.ts';

const shop = `---
system: shop
owners: ["@ace-oncall"]
approvers: ["@ace-approvers"]
targets:
  ops: { shell: local, cwd: "\${SHOP_HOME}" }
  metrics: { prometheus: "\${PROMETHEUS_URL}", headers: { Authorization: "Bearer \${METRICS_LOGIN}" } }
---
# Shop

## Decide
\`\`\`yaml procedure
id: decide
\`\`\`

Which way is it to go?
\`\`\`choose save=way
back: Put the old release back
on: Go on with the new one
\`\`\`
\`\`\`sh target=ops risk=change because="writes a file" when='way == "back"'
echo back > went
\`\`\`
\`\`\`sh target=ops risk=change because="writes a file" when='way == "on"'
echo on > went
\`\`\`

## Call
\`\`\`yaml procedure
id: call
params: { name: {} }
\`\`\`

\`\`\`sh target=ops risk=read because="prints only" save=seen:text
echo outer
\`\`\`
\`\`\`yaml step
use: backup.take
with: { label: "{{name}}" }
\`\`\`
\`\`\`yaml step when='seen == "never"'
use: backup.take
with: { label: never }
\`\`\`
\`\`\`sh target=ops risk=change because="writes a file" when='seen == "outer"'
echo "$name" > after
\`\`\`

## Steady
\`\`\`yaml procedure
id: steady
timeout: 30m
\`\`\`

\`\`\`sh target=ops risk=read because="looks at a file" expect='text == "up"' every=30s for=2m within=10m
cat state
\`\`\`

## Ask
\`\`\`yaml procedure
id: ask
params: { job: {} }
\`\`\`

\`\`\`promql target=metrics expect='value < 0.5' save=rate:value
sum(rate(errors_total{job="{{job}}"}[5m]))
\`\`\`
\`\`\`sh target=ops risk=change because="writes a file" when='rate < 0.5'
echo asked > asked
\`\`\`
`;

const backup = `---
system: backup
owners: ["@ace-oncall"]
approvers: ["@ace-approvers"]
targets:
  ops: { shell: local, cwd: "\${SHOP_HOME}" }
---
# Backup

## Take
\`\`\`yaml procedure
id: take
params: { label: { pattern: "[a-z' ]+" } }
\`\`\`

\`\`\`sh target=ops risk=change because="writes a file" save=seen:text
printf %s "$label" > taken
echo inner
\`\`\`
\`\`\`sh target=ops risk=change because="writes a file" when='seen == "inner" && parameters.label != ""'
echo sealed > sealed
\`\`\`
`;

let home: string;
let opsbook: Opsbook;
let answer: unknown;
const asked: { query: string; authorization: string | undefined }[] = [];
const prometheus = createServer((request, response) => {
  const query = new URL(request.url ?? '', 'http://prometheus').searchParams.get('query') ?? '';
  asked.push({ query, authorization: request.headers.authorization });
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer));
});

beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'opsbook-shop-'));
  await new Promise<void>((resolve) => prometheus.listen(0, '127.0.0.1', resolve));
  const address = prometheus.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  opsbook = await startOpsbook({
    runbooks: { 'shop.md': shop, 'backup.md': backup },
    environment: { SHOP_HOME: home, PROMETHEUS_URL: `http://127.0.0.1:${port}`, METRICS_LOGIN: 'let-me-look' },
  });
});
afterEach(async () => {
  await opsbook.stop();
  await new Promise((resolve) => {
    prometheus.close(resolve);
    prometheus.closeAllConnections();
  });
  await rm(home, { recursive: true, force: true });
});

const file = (name: string): Promise<string | undefined> =>
  readFile(path.join(home, name), 'utf8').catch(() => undefined);

async function run(words: string): Promise<void> {
  const maria = opsbook.slack.as('maria');
  await maria.type('ops', `/ops run ${words}`);
  await maria.click(await opsbook.card('maria', 'Planned.'), 'Run');
}

test('a person chooses, also after a restart, and only what depends on the choice is done', async () => {
  await run('shop.decide');
  const waiting = await opsbook.card('maria', 'Waiting for a person');
  expect(waiting.text).toContain('Which way is it to go?');
  await opsbook.slack.as('tom').click(waiting, 'Go on with the new one');
  const refused = (): boolean =>
    opsbook.slack
      .as('tom')
      .sees('ops')
      .some(({ text }) => text.includes('may do that'));
  await opsbook.slack.until(refused, { what: 'Tom being refused' });
  await opsbook.halt();
  await opsbook.restart();
  await opsbook.slack.as('jonas').click(waiting, 'Put the old release back');
  const done = await opsbook.card('maria', 'Done.');
  expect(done.text).toMatch(/Put the old release back, by .*jonas/i);
  expect(done.text).toContain('skipped');
  expect(await file('went')).toBe('back\n');
  const [entry] = await opsbook.db.database.rows(
    z.object({ detail: z.string() }),
    `select detail from audit where action = 'step.chosen'`,
  );
  expect(JSON.parse(entry?.detail ?? '')).toMatchObject({ value: 'back', label: 'Put the old release back' });
});

test('the steps of another procedure are in the plan and run with their own names and values', async () => {
  const plan = await opsbook.answer(`/ops plan shop.call name="it's fine"`);
  expect(plan).toContain('backup.take: Take');
  expect(plan).toContain(`label="it's fine"`);
  await run(`shop.call name="it's fine"`);
  const done = await opsbook.card('maria', 'Done.');
  expect(done.text).toContain('backup.take: Take');
  expect(await file('taken')).toBe("it's fine");
  expect(await file('sealed')).toBe('sealed\n');
  expect(await file('after')).toBe("it's fine\n");
  expect(done.text.match(/skipped/g)).toHaveLength(2);
});

test('a value that the called procedure does not take is told before anything happens', async () => {
  expect(await opsbook.answer('/ops plan shop.call name=NO')).toContain("`label` must match `[a-z' ]+`");
});

test('a change in the called page makes the plan void, although its own page is the same', async () => {
  const maria = opsbook.slack.as('maria');
  await maria.type('ops', '/ops run shop.call name=a');
  const planned = await opsbook.card('maria', 'Planned.');
  await opsbook.write('backup.md', backup.replace('echo inner', 'echo changed'));
  await maria.click(planned, 'Run');
  const card = await opsbook.card('maria', 'Approval void.');
  expect(card.text).toContain('backup.md with backup.take, which it calls, changed');
  expect(await file('taken')).toBeUndefined();
});

test('what has to keep holding is looked at for as long as it says; one miss begins the count anew', async () => {
  const state = (text: string): Promise<void> => writeFile(path.join(home, 'state'), `${text}\n`);
  await state('up');
  await opsbook.slack.as('maria').type('ops', '/ops run shop.steady');
  await opsbook.card('maria', 'Holds for 0 seconds of 120 seconds so far');
  await opsbook.db.clock.advance(60_000);
  expect((await opsbook.card('maria', '2 tries')).text).toMatch(/Holds for 6\d seconds of 120/);
  await state('down');
  await opsbook.db.clock.advance(30_000);
  expect((await opsbook.card('maria', '3 tries')).text).toContain('Expected text == "up"');
  await state('up');
  await opsbook.db.clock.advance(30_000);
  expect((await opsbook.card('maria', '4 tries')).text).toContain('Holds for 0 seconds of 120');
  await opsbook.halt();
  await opsbook.restart();
  await opsbook.db.clock.advance(60_000);
  expect((await opsbook.card('maria', '5 tries')).text).toMatch(/Holds for 6\d seconds of 120/);
  await opsbook.db.clock.advance(60_000);
  expect((await opsbook.card('maria', 'Done.')).text).toContain('6 tries');
});

test('a query sends a parameter as exactly that value of the label, and its value decides', async () => {
  answer = { status: 'success', data: { resultType: 'vector', result: [{ metric: {}, value: [1, '0.25'] }] } };
  asked.length = 0;
  await run(`shop.ask job='a"} or up{b="'`);
  await opsbook.card('maria', 'Done.');
  expect(asked).toEqual([
    { query: 'sum(rate(errors_total{job="a\\"} or up{b=\\""}[5m]))', authorization: 'Bearer let-me-look' },
  ]);
  expect(await file('asked')).toBe('asked\n');
});

test('a query that gives several samples has no value, and the card says so', async () => {
  const result = ['1', '2'].map((value) => ({ metric: { job: value }, value: [1, value] }));
  answer = { status: 'success', data: { resultType: 'vector', result } };
  await run('shop.ask job=shop');
  expect((await opsbook.card('maria', 'Failed.')).text).toContain('The query gave 2 samples');
  expect(await file('asked')).toBeUndefined();
});
