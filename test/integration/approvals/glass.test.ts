// Breaking the glass: starting without the second person, loudly, with a review that somebody else has to close.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ReadableMessage } from '../../../practice/slack/people/readable.ts';
import { minute, shopOf, startAsking, type AskingScene } from '../../support/asking.ts';

const settings = `
roles:
  everybody: { members: ["*"], may: [see, "run:read", incident, "approve:change", "approve:destroy"] }
  on-call: { members: ["@ace-oncall"], may: ["run:change", "run:destroy", breakglass] }
  keepers: { members: ["@keepers"], may: [admin] }
`;
const day = 24 * 60 * minute;

let scene: AskingScene;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'opsbook-settings-'));
  const file = path.join(folder, 'opsbook.yaml');
  await writeFile(file, settings);
  scene = await startAsking({
    shop: shopOf({ id: 'one', settings: '' }, { id: 'easy', settings: '', risk: 'change' }),
    environment: { OPSBOOK_CONFIG: file, OPSBOOK_ANNOUNCE_CHANNEL: '#incidents' },
    people: [{ name: 'eve', realName: 'Eve Moss', role: 'keeper' }],
    groups: [{ handle: 'keepers', people: ['eve'] }],
  });
});
afterEach(async () => {
  await scene.stop();
  await rm(folder, { recursive: true, force: true });
});

const see = (channel: string, words: string): Promise<ReadableMessage> => {
  const { slack } = scene.opsbook;
  const find = () =>
    slack
      .as('maria')
      .sees(channel)
      .findLast(({ text }) => text.includes(words));
  return slack.until(find, { what: `"${words}" in #${channel}`, timeoutMs: 10_000 });
};

test('it starts at once and is loud; the review stays open until another person closes it', async () => {
  const { opsbook, ask, told, effects, audited } = scene;
  const { slack } = opsbook;
  const card = await ask('shop.one');
  await slack.as('maria').type('ops', '/ops breakglass 1 the shop is down and nobody answers');
  await opsbook.card('maria', 'Done.');
  expect(await effects()).toBe('one\n');
  await see('incidents', 'without the second person it needs');
  const loud = await see('ops', 'without the second person it needs');
  expect(loud.text).toContain('the shop is down and nobody answers');
  await slack.as('jonas').click(card, 'Approve');
  await told('jonas', 'by breaking the glass');
  expect(await opsbook.answer('/ops approvals')).toMatch(/To be reviewed[^]*glass broken by/);
  await slack.as('maria').click(loud, 'Close the review');
  await opsbook.submit('maria', { reason: 'I was right' });
  await told('maria', 'somebody else has to review it');
  await slack.as('tom').type('ops', '/ops review 1 looks fine');
  await told('tom', 'may review run 1');
  await slack.as('jonas').click(loud, 'Close the review');
  await opsbook.submit('jonas', { reason: 'It was right; the pager was off.' });
  await see('incidents', 'It was right; the pager was off.');
  await see('ops', 'It was right; the pager was off.');
  await slack.as('aisha').type('ops', '/ops review 1 me too');
  await told('aisha', 'closed the review of run 1 already');
  expect(await audited('glass.broken')).toBe(1);
  expect(await audited('glass.reviewed')).toBe(1);
  expect(await opsbook.answer('/ops approvals')).not.toContain('To be reviewed');
  await opsbook.db.clock.advance(day);
  await opsbook.answer('/ops runs');
  expect(
    slack
      .as('maria')
      .sees('incidents')
      .some(({ text }) => text.includes('nobody has reviewed')),
  ).toBe(false);
});

test('people are reminded of an open review each day; who administers Opsbook may close it', async () => {
  const { opsbook } = scene;
  const { slack, db } = opsbook;
  await slack.as('maria').type('ops', '/ops run shop.one');
  await opsbook.card('maria', 'Planned.');
  await slack.as('maria').type('ops', '/ops breakglass 1 nobody is awake');
  await see('incidents', 'nobody is awake');
  const reminders = (): number =>
    slack
      .as('maria')
      .sees('incidents')
      .filter(({ text }) => text.includes('nobody has reviewed run 1')).length;
  await db.clock.advance(day);
  await slack.until(() => reminders() === 1, { what: 'the first reminder' });
  await db.clock.advance(day);
  await slack.until(() => reminders() === 2, { what: 'the second reminder' });
  await slack.as('eve').type('ops', '/ops review 1 an exercise');
  await see('incidents', 'an exercise');
  await slack.until(() => reminders() === 0, { what: 'the reminders to be settled' });
});

test('without the permission, without a reason, or where nobody is needed, nothing happens', async () => {
  const { opsbook, ask, told, effects, audited } = scene;
  const { slack } = opsbook;
  await ask('shop.one');
  await slack.as('jonas').type('ops', '/ops breakglass 1 let me');
  await told('jonas', '`breakglass`');
  expect(await audited('glass.break-refused')).toBe(1);
  expect(await opsbook.answer('/ops breakglass 1')).toContain('Say why');
  expect(await opsbook.answer('/ops breakglass')).toContain('Say which run');
  expect(await opsbook.answer('/ops breakglass 77 because')).toContain('no such run');
  await slack.as('maria').type('ops', '/ops run shop.easy');
  await opsbook.card('maria', 'Planned.');
  expect(await opsbook.answer('/ops breakglass 2 because')).toContain('needs nobody else');
  expect(await opsbook.answer('/ops review 2 because')).toContain('Nobody broke the glass');
  expect(await effects()).toBe('');
});

test('two at once break it once; a changed runbook is void here too', async () => {
  const { opsbook, ask, effects, audited } = scene;
  const { slack } = opsbook;
  await ask('shop.one');
  const maria = slack.as('maria');
  await Promise.all([1, 2].map(() => maria.type('ops', '/ops breakglass 1 now')));
  await opsbook.card('maria', 'Done.');
  await scene.told('maria', 'waits for nobody');
  expect(await effects()).toBe('one\n');
  expect(await audited('glass.broken')).toBe(1);
  await maria.type('ops', '/ops run shop.one');
  await opsbook.card('maria', 'Planned.');
  await opsbook.write('shop.md', shopOf({ id: 'one', settings: '', script: 'echo worse >> effects' }));
  await maria.type('ops', '/ops breakglass 2 now');
  await opsbook.card('maria', 'Approval void.');
  expect(await effects()).toBe('one\n');
});

test('an open review is still there after a restart', async () => {
  const { opsbook, effects } = scene;
  await opsbook.slack.as('maria').type('ops', '/ops run shop.one');
  await opsbook.card('maria', 'Planned.');
  await opsbook.slack.as('maria').type('ops', '/ops breakglass 1 now');
  await opsbook.card('maria', 'Done.');
  await opsbook.halt();
  await opsbook.restart();
  expect(await opsbook.answer('/ops approvals')).toContain('glass broken by');
  expect(await effects()).toBe('one\n');
});
