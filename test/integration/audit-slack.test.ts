// The record in Slack: what is posted of it for people to hold, and `/ops audit`.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { appendAudit } from '../../src/audit/append.ts';
import { readHead } from '../../src/audit/chain.ts';
import { auditKey } from '../../src/audit/key.ts';
import { verifyAudit } from '../../src/audit/verify.ts';
import { incidentScene } from '../support/incident.ts';
import { startOpsbook, type Opsbook } from '../support/opsbook.ts';

const key = 'a key for the record in these tests';
const shop = `---
system: shop
owners: ["@ace-oncall"]
approvers: ["@ace-approvers"]
targets:
  ops: { shell: local }
---
# Shop

## Wipe the cache
\`\`\`yaml procedure
id: wipe
approve: 1
\`\`\`

1. Wipe it.
   \`\`\`sh target=ops risk=destroy
   true
   \`\`\`
`;

const settings = `roles:
  everybody:
    members: ["*"]
    may: [see, incident]
  team:
    members: ["@ace-oncall", "@ace-approvers"]
    may: [run:destroy, approve:destroy, audit]
`;

let folder: string;
let opsbook: Opsbook;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'opsbook-audit-'));
  const file = path.join(folder, 'opsbook.yaml');
  await writeFile(file, settings);
  opsbook = await startOpsbook({
    runbooks: { 'shop.md': shop },
    channels: ['incidents'],
    environment: { OPSBOOK_ANNOUNCE_CHANNEL: '#incidents', OPSBOOK_AUDIT_KEY: key, OPSBOOK_CONFIG: file },
  });
});
afterEach(async () => {
  await opsbook.stop();
  await rm(folder, { recursive: true });
});

/** What \`opsbook audit verify --head\` would make of what stands in a message. */
async function verifyPosted(text: string): Promise<unknown> {
  const head = readHead(/Record `(\d+:[0-9a-f]{20})`/.exec(text)?.[1] ?? '');
  if (head === undefined) throw new Error(`No head in: ${text}`);
  return verifyAudit(opsbook.db.database, { keys: [auditKey(key)], posted: [head] });
}

test('a decided approval carries the entry that decided it, and the digest the head', async () => {
  const { slack } = opsbook;
  const scene = incidentScene(opsbook);
  const maria = slack.as('maria');
  await maria.type('ops', '/ops run shop.wipe');
  await maria.click(await opsbook.card('maria', 'Planned.'), 'Ask for approval');
  await opsbook.submit('maria', { reason: 'the cache is poisoned' });
  await slack.as('jonas').click(await scene.told('jonas', 'Approve'), 'Approve');
  await opsbook.card('maria', 'Done.');
  const decided = await scene.told('jonas', 'Record ');
  expect(decided.text).toContain('Approved');
  expect(await verifyPosted(decided.text)).toMatchObject({ ok: true, sealedBy: auditKey(key).id });
  await opsbook.db.clock.advance(24 * 3_600_000);
  const digest = await scene.see('incidents', 'Good morning.');
  expect(await verifyPosted(digest.text)).toMatchObject({ ok: true });
});

test('/ops audit lists what was done, by page, for those who hold the permission', async () => {
  const { slack } = opsbook;
  const maria = slack.as('maria');
  await maria.type('ops', '/ops run shop.wipe');
  await opsbook.card('maria', 'Planned.');
  const own = await opsbook.answer(`/ops audit run:1 actor=<@${maria.id}|maria> action=run`);
  expect(own).toMatch(/about `run:1`, by @maria, of `run`/);
  expect(own).toContain('run.planned');
  expect(await opsbook.answer('/ops audit action=audit since=1d')).toContain('audit.key');
  expect(await opsbook.answer('/ops audit nothing:7')).toContain('no entry fits');
  expect(await opsbook.answer('/ops audit since=soon')).toContain('since= takes a day or a time');
  expect(await opsbook.answer('/ops audit who=maria')).toContain('/ops audit knows no who=');
  expect(await opsbook.answer(`/ops audit ${'x'.repeat(300)}`)).toContain('is too long for anything in the record');
  expect(await opsbook.answer('/ops audit', 'tom')).toContain('takes `audit`');
  await opsbook.db.database.transaction(async (tx) => {
    for (let n = 0; n < 16; n += 1)
      appendAudit(tx, { actor: maria.id, action: 'run.asked', subject: 'run:1', detail: { n } }, auditKey(key));
  });
  await opsbook.answer('/ops audit action=run');
  const page = slack
    .as('maria')
    .sees('ops')
    .findLast((message) => message.text.includes('The record'));
  if (page === undefined) throw new Error('There is no page.');
  await maria.click(page, 'Earlier ›');
  const earlier = await slack.until(
    () => maria.sees('ops').findLast((message) => message.buttons.some(({ text }) => text === '‹ Later')),
    { what: 'the page before' },
  );
  expect(earlier.text).toContain('run.planned');
});

test('an incident carries the entry that declared it; a private one stays with its people', async () => {
  const { slack } = opsbook;
  const scene = incidentScene(opsbook);
  const name = await scene.declare('"Somebody broke in" sev=1 private');
  expect(await verifyPosted((await scene.card(name, 'Record ')).text)).toMatchObject({ ok: true });
  await slack.as('maria').type(name, '/ops note we changed the locks');
  await scene.card(name, 'Somebody broke in');
  expect(await opsbook.answer(`/ops audit ${name}`)).toContain('Somebody broke in');
  expect(await opsbook.answer('/ops audit incident')).toContain('incident.declared');
  expect(await opsbook.answer('/ops audit incident', 'jonas')).toContain('no entry fits');
  expect(await opsbook.answer(`/ops audit ${name}`, 'jonas')).toContain('no entry fits');
  expect(await opsbook.answer('/ops audit', 'jonas')).not.toContain('broke in');
});
