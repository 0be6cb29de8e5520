// What `opsbook.yaml` settles for procedures that do not say themselves who is asked, and the numbers of it all.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { minute, shopOf, startAsking, type AskingScene } from '../../support/asking.ts';

let scene: AskingScene;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'opsbook-settings-'));
  const file = path.join(folder, 'opsbook.yaml');
  await writeFile(file, 'approvals: { change: 1, destroy: 2, escalate: { after: 5m, to: ["@managers"] } }\n');
  scene = await startAsking({
    shop: shopOf(
      { id: 'easy', settings: '', risk: 'change' },
      { id: 'own', settings: 'approve: 0', risk: 'change' },
      { id: 'hard', settings: '' },
    ),
    environment: { OPSBOOK_CONFIG: file },
    groups: [{ handle: 'managers', people: ['tom'] }],
  });
});
afterEach(async () => {
  await scene.stop();
  await rm(folder, { recursive: true, force: true });
});

test('a change asks as many as the team wants, unless its procedure says otherwise', async () => {
  const { opsbook, ask, effects } = scene;
  const { slack } = opsbook;
  await slack.as('jonas').click(await ask('shop.easy'), 'Approve');
  await opsbook.card('maria', 'Done.');
  await slack.as('maria').type('ops', '/ops run shop.own');
  await slack.as('maria').click(await opsbook.card('maria', 'Planned.'), 'Run');
  const own = () =>
    slack
      .as('maria')
      .sees('ops')
      .find(({ text }) => text.includes('run 2 ·') && text.includes('Done.'));
  await slack.until(own, { what: 'run 2 done' });
  expect(await effects()).toBe('easy\nown\n');
});

test('what destroys asks two, and the next group when nobody decides; the numbers say how it went', async () => {
  const { opsbook, ask, direct } = scene;
  const { slack, db } = opsbook;
  const card = await ask('shop.hard');
  expect(card.text).toContain('0 of 2 said yes. Still missing: two more people');
  expect(await opsbook.answer('/ops approvals', 'tom')).toMatch(/Waiting for approval[^]*shop\.hard/);
  await slack.as('jonas').click(card, 'Approve');
  await opsbook.card('maria', '1 of 2 said yes');
  await db.clock.advance(5 * minute);
  await direct('tom', 'Approve?');
  await slack.as('tom').click(await opsbook.card('maria', 'Nobody had decided by'), 'Approve');
  await opsbook.card('maria', 'Done.');
  const numbers = await opsbook.answer('/ops approvals');
  expect(numbers).toContain('Nothing waits for approval.');
  expect(numbers).toMatch(/Last 30 days: 1 asked · 1 approved · 0 denied[^]*1 escalated/);
  expect(numbers).toMatch(/decided in 5 min.*\(median\)/);
  expect(numbers).toMatch(/@jonas 1 yes, 0 no/);
});
