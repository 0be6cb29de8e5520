// The life of a run: tries until it holds, conditions, waits, checklists, time limits, long output, cancel.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { startOpsbook, type Opsbook } from '../support/opsbook.ts';

const runbook = `---
system: shop
owners: ["@ace-oncall"]
approvers: ["@ace-approvers"]
targets:
  ops: { shell: local, cwd: "\${SHOP_HOME}" }
---
# Shop

## Until it holds
\`\`\`yaml procedure
id: until
timeout: 10m
\`\`\`

\`\`\`sh target=ops risk=read because="looks at a file" expect='json.ready == true' save=seen:json.ready every=30s within=2m
cat state
\`\`\`

\`\`\`sh target=ops risk=change because="writes a file" when='seen == false'
echo never > never
\`\`\`

\`\`\`sh target=ops risk=change because="writes a file" when='seen'
echo then > then
\`\`\`

## With people and time
\`\`\`yaml procedure
id: people
\`\`\`

1. - [ ] Call the shop.
2. Let it settle.
   \`\`\`wait
   30m
   \`\`\`
3. Write it down.
   \`\`\`sh target=ops risk=change because="writes a file"
   echo settled > settled
   \`\`\`

## Much to say
\`\`\`yaml procedure
id: much
\`\`\`

\`\`\`sh target=ops risk=read because="prints only"
seq 1 5000
\`\`\`

## Long and stoppable
\`\`\`yaml procedure
id: long
\`\`\`

\`\`\`sh target=ops risk=change because="waits"
echo begun > begun
sleep 60 & wait
\`\`\`

\`\`\`sh target=ops risk=change because="writes a file"
echo after > after
\`\`\`

## Fails
\`\`\`yaml procedure
id: fails
\`\`\`

\`\`\`sh target=ops risk=read because="prints only"
echo 'disk is full' >&2; exit 3
\`\`\`

\`\`\`sh target=ops risk=change because="writes a file"
echo after > after
\`\`\`
`;

let home: string;
let opsbook: Opsbook;

beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'opsbook-shop-'));
  opsbook = await startOpsbook({ runbooks: { 'shop.md': runbook }, environment: { SHOP_HOME: home } });
});
afterEach(async () => {
  await opsbook.stop();
  await rm(home, { recursive: true, force: true });
});

const file = (name: string): Promise<string | undefined> =>
  readFile(path.join(home, name), 'utf8').catch(() => undefined);

async function run(procedure: string): Promise<void> {
  const maria = opsbook.slack.as('maria');
  await maria.type('ops', `/ops run ${procedure}`);
  await maria.click(await opsbook.card('maria', 'Planned.'), 'Run');
}

test('a step is tried until it holds; what it saved decides what follows', async () => {
  await writeFile(path.join(home, 'state'), '{"ready":false}');
  await run('shop.until');
  await opsbook.card('maria', 'Expected json.ready == true');
  await writeFile(path.join(home, 'state'), '{"ready":true}');
  await opsbook.db.clock.advance(30_000);
  const done = await opsbook.card('maria', 'Done.');
  expect(done.text).toContain('2 tries');
  expect(done.text).toContain('skipped');
  expect(await file('then')).toBe('then\n');
  expect(await file('never')).toBeUndefined();
});

test('a step that never holds fails with what was seen, and nothing after it begins', async () => {
  await writeFile(path.join(home, 'state'), '{"ready":false}');
  await run('shop.until');
  await opsbook.card('maria', 'Expected json.ready == true');
  await opsbook.db.clock.advance(150_000);
  expect((await opsbook.card('maria', 'Failed.')).text).toContain('did not hold within 120 seconds');
  expect(await file('then')).toBeUndefined();
});

test('a checklist item waits for a person, a wait for its time, also over a restart', async () => {
  await run('shop.people');
  const waiting = await opsbook.card('maria', 'Waiting for a person');
  const told = await opsbook.answer('/ops run-status 1', 'tom');
  expect(told).toContain('Waiting for a person');
  expect(told).toContain('3. Write it down.');
  expect(await opsbook.answer('/ops run-status 99')).toContain('There is no such run.');
  expect(await opsbook.answer('/ops run-status')).toContain('Say which run: /ops run-status <number>');
  await opsbook.slack.as('tom').click(waiting, 'Done');
  await opsbook.slack.until(
    () =>
      opsbook.slack
        .as('tom')
        .sees('ops')
        .some((message) => message.isEphemeral && message.text.includes('may do that')),
    {
      what: 'Tom being refused',
    },
  );
  await opsbook.slack.as('jonas').click(waiting, 'Done');
  await opsbook.card('maria', 'Running step 2 of 3');
  await opsbook.halt();
  await opsbook.restart();
  expect(await file('settled')).toBeUndefined();
  await opsbook.db.clock.advance(31 * 60_000);
  expect((await opsbook.card('maria', 'Done.')).text).toMatch(/by .*jonas/i);
  expect(await file('settled')).toBe('settled\n');
});

test('long output shows its beginning and end, and is kept whole as a file', async () => {
  await opsbook.slack.as('maria').type('ops', '/ops run shop.much');
  await opsbook.card('maria', 'Done.');
  const uploaded = await opsbook.slack.until(
    () =>
      opsbook.slack
        .as('maria')
        .sees('ops')
        .find((message) => message.files.length > 0),
    {
      what: 'the output as a file',
      timeoutMs: 10_000,
    },
  );
  expect(uploaded.threadTs).toBeDefined();
  const shown = opsbook.slack
    .as('maria')
    .sees('ops')
    .find((message) => message.text.includes('characters left out'));
  expect(shown?.text).toContain('5000');
  const [row] = await opsbook.db.database.rows(
    z.object({ wholeOutput: z.string() }),
    'select whole_output from step_attempt',
  );
  expect(row?.wholeOutput.split('\n')).toHaveLength(5000);
});

test('cancel stops the step under way, and the card says that it may have done part of its work', async () => {
  await run('shop.long');
  await opsbook.card('maria', 'Running step 1 of 2');
  await expect.poll(() => file('begun'), { timeout: 5_000 }).toBe('begun\n');
  await opsbook.slack.as('jonas').type('ops', '/ops cancel 1');
  const card = await opsbook.card('maria', 'Cancelled');
  expect(card.text).toContain('may have happened');
  expect(await file('after')).toBeUndefined();
});

test('a failing step ends the run with its exit code and its output', async () => {
  await run('shop.fails');
  const failed = await opsbook.card('maria', 'Failed.');
  expect(failed.text).toContain('exit code 3');
  await opsbook.card('maria', 'disk is full');
  expect(await file('after')).toBeUndefined();
});
