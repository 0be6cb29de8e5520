// The rules of approval, as people meet them: who may decide, when a yes is void, what a second or late click does.

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { ReadableMessage } from '../../../practice/slack/people/readable.ts';
import { startOpsbook, type Opsbook } from '../../support/opsbook.ts';

const shop = (script: string): string => `---
system: shop
owners: ["@ace-oncall"]
approvers: ["@ace-approvers"]
targets:
  ops: { shell: local, cwd: "\${SHOP_HOME}" }
---
# Shop

## Wipe the cache
Only when it is poisoned.

\`\`\`yaml procedure
id: wipe
approve: 1
\`\`\`

1. Wipe it.
   \`\`\`sh target=ops risk=destroy
   ${script}
   \`\`\`

## Wipe everything
\`\`\`yaml procedure
id: wipe-all
approve: 2
\`\`\`

1. Wipe it.
   \`\`\`sh target=ops risk=destroy
   echo wiped >> effects
   \`\`\`

## Two halves
\`\`\`yaml procedure
id: halves
\`\`\`

1. First half.
   \`\`\`sh target=ops risk=change because="appends a line"
   echo first >> effects
   \`\`\`
2. Gate.
   \`\`\`approve
   who: ["@ace-approvers"]
   why: Look at the first half before the second.
   \`\`\`
3. Second half.
   \`\`\`sh target=ops risk=change because="appends a line"
   echo second >> effects
   \`\`\`
`;

let home: string;
let opsbook: Opsbook;

beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'opsbook-shop-'));
  opsbook = await startOpsbook({
    runbooks: { 'shop.md': shop('echo wiped >> effects') },
    environment: { SHOP_HOME: home },
  });
});

afterEach(async () => {
  await opsbook.stop();
  await rm(home, { recursive: true, force: true });
});

const effects = (): Promise<string> => readFile(path.join(home, 'effects'), 'utf8').catch(() => '');

async function ask(procedure: string): Promise<ReadableMessage> {
  const maria = opsbook.slack.as('maria');
  await maria.type('ops', `/ops run ${procedure}`);
  await maria.click(await opsbook.card('maria', 'Planned.'), 'Ask for approval');
  await opsbook.submit('maria', { reason: 'the cache is poisoned' });
  return opsbook.card('maria', 'Waiting for approval');
}

async function told(person: string, words: string): Promise<void> {
  const { slack } = opsbook;
  await slack.until(
    () =>
      slack
        .as(person)
        .sees('ops')
        .some((message) => message.isEphemeral && message.text.includes(words)),
    {
      what: `${person} being told "${words}"`,
    },
  );
}

async function audited(action: string): Promise<number> {
  const rows = await opsbook.db.database.rows(
    z.object({ actor: z.string() }),
    'select actor from audit where action = $1',
    [action],
  );
  return rows.length;
}

test('whoever asks cannot approve, and the attempt is on record', async () => {
  const card = await ask('shop.wipe');
  await opsbook.slack.as('maria').click(card, 'Approve');
  await told('maria', 'somebody else has to approve');
  expect(await audited('approval.approve-refused')).toBe(1);
  expect(await effects()).toBe('');
});

test('somebody who is no approver is refused privately', async () => {
  const card = await ask('shop.wipe');
  await opsbook.slack.as('tom').click(card, 'Approve');
  await told('tom', 'Only @ace-approvers may decide');
  expect(
    opsbook.slack
      .as('maria')
      .sees('ops')
      .some((message) => message.text.includes('may decide')),
  ).toBe(false);
  expect(await effects()).toBe('');
});

test('two people who press Approve at the same moment start it once', async () => {
  const card = await ask('shop.wipe');
  await Promise.all([
    opsbook.slack.as('jonas').click(card, 'Approve'),
    opsbook.slack.as('aisha').click(card, 'Approve'),
  ]);
  await opsbook.card('maria', 'Done.');
  expect(await effects()).toBe('wiped\n');
  expect(await audited('approval.approved')).toBe(1);
  expect(await audited('approval.approve-refused')).toBe(1);
});

test('a click on a stale card changes nothing and is answered privately', async () => {
  const card = await ask('shop.wipe');
  await opsbook.slack.as('jonas').click(card, 'Approve');
  await opsbook.card('maria', 'Done.');
  await opsbook.slack.as('aisha').click(card, 'Deny');
  await opsbook.submit('aisha', { reason: 'too late' });
  await told('aisha', 'was already approved');
  expect(await effects()).toBe('wiped\n');
});

test('a no ends it, with its reason on the card', async () => {
  const card = await ask('shop.wipe');
  await opsbook.slack.as('jonas').click(card, 'Deny');
  await opsbook.submit('jonas', { reason: 'it is not poisoned' });
  expect((await opsbook.card('maria', 'Denied.')).text).toContain('it is not poisoned');
  expect(await effects()).toBe('');
});

test('an approval expires after an hour', async () => {
  const card = await ask('shop.wipe');
  await opsbook.db.clock.advance(61 * 60_000);
  await opsbook.slack.as('jonas').click(card, 'Approve');
  await opsbook.card('maria', 'Expired.');
  await told('jonas', 'expired');
  expect(await effects()).toBe('');
});

test('a runbook edited after the question makes the approval void, and the card says why', async () => {
  const card = await ask('shop.wipe');
  await opsbook.write('shop.md', shop('rm -rf /srv/everything'));
  await opsbook.slack.as('jonas').click(card, 'Approve');
  expect((await opsbook.card('maria', 'Approval void.')).text).toMatch(/step 1's text changed/);
  expect(await effects()).toBe('');
});

test('a runbook edited between the yes and the first step makes the approval void', async () => {
  const card = await ask('shop.wipe');
  opsbook.slack.fail('chat.update', { delayMs: 700, times: 3 });
  await opsbook.slack.as('jonas').click(card, 'Approve');
  await opsbook.slack.until(
    () => opsbook.slack.wire.some((entry) => entry.what === 'chat.update' && entry.body.includes('running')),
    {
      what: 'the card being taken out of play',
    },
  );
  await opsbook.write('shop.md', shop('rm -rf /srv/everything'));
  await opsbook.card('maria', 'Approval void.');
  expect(await effects()).toBe('');
});

test('two approvals are two people', async () => {
  const card = await ask('shop.wipe-all');
  await opsbook.slack.as('jonas').click(card, 'Approve');
  const half = await opsbook.card('maria', '1 of 2 said yes');
  await opsbook.slack.as('jonas').click(half, 'Approve');
  await told('jonas', 'it needs another person too');
  expect(await effects()).toBe('');
  await opsbook.slack.as('aisha').click(half, 'Approve');
  await opsbook.card('maria', 'Done.');
  expect(await effects()).toBe('wiped\n');
});

test('a gate in the middle holds the run until somebody else says yes', async () => {
  const maria = opsbook.slack.as('maria');
  await maria.type('ops', '/ops run shop.halves');
  await maria.click(await opsbook.card('maria', 'Planned.'), 'Run');
  const gate = await opsbook.card('maria', 'Waiting for approval');
  expect(await effects()).toBe('first\n');
  await maria.click(gate, 'Approve');
  await told('maria', 'somebody else has to approve');
  await opsbook.slack.as('aisha').click(gate, 'Approve');
  await opsbook.card('maria', 'Done.');
  expect(await effects()).toBe('first\nsecond\n');
});
