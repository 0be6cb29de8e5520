// The database's clock jumps by an hour, forward and back: what is due is settled once, nothing happens twice, and the record is whole.

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { ReadableMessage } from '../../practice/slack/people/readable.ts';
import { verifyAudit } from '../../src/audit/verify.ts';
import { incidentScene, minute, type Scene } from '../support/incident.ts';
import { startOpsbook, type Opsbook } from '../support/opsbook.ts';

const hour = 60 * minute;
const runbook = `---
system: shop
owners: ["@ace-oncall"]
approvers: ["@ace-approvers"]
targets:
  ops: { shell: local, cwd: "\${SHOP_HOME}" }
---
# Shop

## Wipe
\`\`\`yaml procedure
id: wipe
approve: 1
\`\`\`

\`\`\`sh target=ops risk=destroy
echo wiped >> wiped
\`\`\`

## Note
\`\`\`yaml procedure
id: note
timeout: 5m
\`\`\`

- [ ] Look first.

\`\`\`sh target=ops
echo noted >> noted
\`\`\`
`;

let home: string;
let opsbook: Opsbook;
let scene: Scene;

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'opsbook-clock-'));
  opsbook = await startOpsbook({ runbooks: { 'shop.md': runbook }, environment: { SHOP_HOME: home } });
  scene = incidentScene(opsbook);
});
afterAll(async () => {
  const verdict = await verifyAudit(opsbook.db.database);
  await opsbook.stop();
  await rm(home, { recursive: true, force: true });
  expect(verdict).toMatchObject({ ok: true });
});

/** The card of a new run of the procedure, which is planned. */
async function planned(procedure: string): Promise<ReadableMessage> {
  await opsbook.slack.as('maria').type('ops', `/ops run shop.${procedure}`);
  return opsbook.card('maria', 'Planned.');
}

async function asked(): Promise<ReadableMessage> {
  await opsbook.slack.as('maria').click(await planned('wipe'), 'Ask for approval');
  await opsbook.submit('maria', { reason: 'the cache is poisoned' });
  return opsbook.card('maria', 'Waiting for approval');
}

const updates = (): Promise<readonly string[]> =>
  opsbook.db.database
    .rows(z.object({ state: z.string() }), 'select state from update_slot order by seq')
    .then((slots) => slots.map(({ state }) => state));

const wiped = (): Promise<string> => readFile(path.join(home, 'wiped'), 'utf8').catch(() => '');

test('forward: the approval is over, the incident tells its gap once, and a run that waits for a person has lost no time', async () => {
  const { slack } = opsbook;
  const name = await scene.declare('"Checkout fails" sev=1');
  await scene.quiet();
  await slack.as('maria').click(await planned('note'), 'Run');
  const waiting = await opsbook.card('maria', 'Waiting for a person');
  const card = await asked();
  await scene.pass(hour + minute);

  await opsbook.card('maria', 'Nobody decided within 60 minutes');
  await slack.as('jonas').click(card, 'Approve');
  await slack.until(
    () =>
      slack
        .as('jonas')
        .sees('ops')
        .some(({ text }) => text.includes('nobody decided in time')),
    {
      what: 'the answer to the late yes',
    },
  );
  expect(await wiped()).toBe('');

  await scene.see(name, 'No human update for 1 h 1 min');
  await scene.quiet();
  expect(await updates()).toEqual(['facts', 'pending']);

  await slack.as('maria').click(waiting, 'Done');
  await opsbook.card('maria', 'Done.');
  expect(await readFile(path.join(home, 'noted'), 'utf8')).toBe('noted\n');
});

test('back: what was due later comes later, an approval still counts, and no update stands twice', async () => {
  const { slack } = opsbook;
  const before = await updates();
  const card = await asked();
  await scene.pass(-hour);
  await slack.as('jonas').click(card, 'Approve');
  await opsbook.card('maria', 'Approved by');
  expect(await wiped()).toBe('wiped\n');
  expect(await updates()).toEqual(before);
  const [channel] = await opsbook.db.database.rows(z.object({ channel: z.string() }), 'select channel from incident');
  await slack.as('maria').type(channel?.channel ?? '', '/ops update found the cause');
  await scene.see(channel?.channel ?? '', 'found the cause');
  await scene.quiet();
  expect(await updates()).toEqual(['facts', 'human', 'pending']);
});
