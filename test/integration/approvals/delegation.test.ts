// A right to approve that is handed over for a time.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { minute, shopOf, startAsking, type AskingScene } from '../../support/asking.ts';

let scene: AskingScene;
beforeEach(async () => {
  scene = await startAsking({
    shop: shopOf({ id: 'one', settings: '' }, { id: 'two', settings: 'approve: 2' }),
    people: [{ name: 'eve', realName: 'Eve Moss', role: 'neither' }],
  });
});
afterEach(() => scene.stop());

const mentionOf = (person: string): string => `<@${scene.opsbook.slack.as(person).id}|${person}>`;
const delegate = (to: string, words: string, by = 'jonas'): Promise<string> =>
  scene.opsbook.answer(`/ops delegate ${mentionOf(to)} ${words}`, by);

test('the delegate may approve until it ends; both stand on the card and in the audit', async () => {
  const { opsbook, ask, direct, told, effects } = scene;
  const { slack } = opsbook;
  const card = await ask('shop.one');
  expect(await delegate('tom', 'until=2h shop')).toContain('may approve shop');
  await direct('tom', 'has handed you their right to approve of shop');
  await direct('tom', 'Approve? Wipe one');
  await slack.as('tom').click(card, 'Approve');
  const done = await opsbook.card('maria', 'Done.');
  expect(done.text).toContain('Approved by @tom (for @jonas)');
  expect(await effects()).toBe('one\n');
  await opsbook.db.clock.advance(121 * minute);
  const late = await ask('shop.one');
  await slack.as('tom').click(late, 'Approve');
  await told('tom', 'Only @ace-approvers may decide');
});

test('one right is one yes, whoever uses it', async () => {
  const { opsbook, ask, told, effects } = scene;
  const card = await ask('shop.two');
  await delegate('tom', 'until=2h');
  await opsbook.slack.as('jonas').click(card, 'Approve');
  const half = await opsbook.card('maria', '1 of 2 said yes');
  await opsbook.slack.as('tom').click(half, 'Approve');
  await told('tom', 'already with the right of');
  expect(await effects()).toBe('');
  await opsbook.slack.as('aisha').click(half, 'Approve');
  await opsbook.card('maria', 'Done.');
});

test('taken back, it holds no more; whoever has it gives it back as well', async () => {
  const { opsbook, ask, told, audited } = scene;
  await delegate('tom', 'until=friday');
  await delegate('eve', 'until=friday', 'aisha');
  expect(await opsbook.answer('/ops delegations', 'maria')).toMatch(/tom.* for .*jonas[^]*eve.* for .*aisha/);
  expect(await opsbook.answer('/ops delegations revoke=1', 'maria')).toContain('may end that');
  expect(await opsbook.answer('/ops delegations revoke=1', 'jonas')).toContain('may not approve for');
  expect(await opsbook.answer('/ops delegations revoke=1', 'jonas')).toContain('not handed over any more');
  const note = await scene.direct('eve', 'has handed you');
  await opsbook.slack.as('eve').click(note, 'Give it back');
  await scene.direct('eve', 'You may not approve for');
  const card = await ask('shop.one');
  for (const person of ['tom', 'eve']) {
    await opsbook.slack.as(person).click(card, 'Approve');
    await told(person, 'Only @ace-approvers may decide');
  }
  expect(await audited('delegation.made')).toBe(2);
  expect(await audited('delegation.revoked')).toBe(2);
});

test('no chains, no own requests, and no rights that one has not', async () => {
  const { opsbook, ask, told, effects } = scene;
  await delegate('tom', 'until=2h');
  expect(await delegate('eve', 'until=2h', 'tom')).toContain('no right to hand over');
  expect(await delegate('jonas', 'until=2h')).toContain('That is yourself');
  expect(await delegate('tom', 'until=2h shopp')).toContain('Did you mean shop?');
  expect(await delegate('tom', 'until=yesterday')).toContain('is no time');
  expect(await opsbook.answer('/ops delegate until=2h', 'jonas')).toContain('/ops delegate @person until=2h');
  await delegate('maria', 'until=2h', 'aisha');
  const card = await ask('shop.one');
  await opsbook.slack.as('maria').click(card, 'Approve');
  await told('maria', 'somebody else has to approve');
  expect(await effects()).toBe('');
});
