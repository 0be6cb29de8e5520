// Who is asked and how many, what happens while nobody decides, and asking again after the runbook has changed.

import { afterEach, expect, test } from 'vitest';
import { minute, shopOf, startAsking, type AskingScene } from '../../support/asking.ts';

let scene: AskingScene | undefined;
afterEach(() => scene?.stop());

async function start(shop: string, environment: Readonly<Record<string, string>> = {}): Promise<AskingScene> {
  scene = await startAsking({
    shop,
    environment,
    groups: [
      { handle: 'security', people: ['aisha', 'tom'] },
      { handle: 'managers', people: ['tom'] },
    ],
  });
  return scene;
}

test('one of each of two groups: the card says who is missing, and a person in both counts once', async () => {
  const { opsbook, ask, effects, told } = await start(
    shopOf({ id: 'all', settings: 'approve: { from: ["@ace-approvers", "@security"] }' }),
  );
  const { slack } = opsbook;
  const card = await ask('shop.all');
  expect(card.text).toMatch(/0 of 2 said yes\. Still missing: one of .*ace-approvers.* and one of .*security/);
  await slack.as('aisha').click(card, 'Approve');
  const half = await opsbook.card('maria', '1 of 2 said yes');
  expect(half.text).toMatch(/Still missing: one of .*ace-approvers.* or .*security.*, each of another/);
  await slack.as('aisha').click(half, 'Approve');
  await told('aisha', 'it needs another person too');
  expect(await effects()).toBe('');
  await slack.as('jonas').click(half, 'Approve');
  await opsbook.card('maria', 'Done.');
  expect(await effects()).toBe('all\n');
});

test('two of one group are not enough where one of each is wanted', async () => {
  const { opsbook, ask, effects } = await start(
    shopOf({ id: 'all', settings: 'approve: { from: ["@security", "@managers"] }' }),
  );
  const card = await ask('shop.all');
  await opsbook.slack.as('aisha').click(card, 'Approve');
  const half = await opsbook.card('maria', '1 of 2 said yes');
  expect(half.text).toMatch(/Still missing: one of .*managers/);
  expect(await effects()).toBe('');
  await opsbook.slack.as('tom').click(half, 'Approve');
  await opsbook.card('maria', 'Done.');
});

test('approvers are reminded once, below their card; then the next group is asked and may decide', async () => {
  const { opsbook, ask, audited, direct, effects, told } = await start(
    shopOf({ id: 'all', settings: 'remind: 10m\nescalate: { after: 20m, to: "@managers" }' }),
  );
  const { slack, db } = opsbook;
  const card = await ask('shop.all');
  await slack.as('tom').click(card, 'Approve');
  await told('tom', 'Only @ace-approvers may decide');
  await db.clock.advance(10 * minute);
  await direct('jonas', 'has waited for a decision since');
  await direct('aisha', 'has waited for a decision since');
  await opsbook.card('maria', 'Reminded');
  await opsbook.halt();
  await opsbook.restart();
  await db.clock.advance(10 * minute);
  await direct('tom', 'Approve? Wipe all');
  const escalated = await opsbook.card('maria', 'Nobody had decided by');
  expect(await audited('approval.reminded')).toBe(1);
  expect(await audited('approval.escalated')).toBe(1);
  expect(
    slack
      .as('jonas')
      .dms()
      .filter(({ text }) => text.includes('has waited')).length,
  ).toBe(1);
  await slack.as('tom').click(escalated, 'Approve');
  await opsbook.card('maria', 'Done.');
  expect(await effects()).toBe('all\n');
});

test('a decision in time reminds nobody', async () => {
  const { opsbook, ask, audited } = await start(shopOf({ id: 'all', settings: 'remind: 10m' }));
  await opsbook.slack.as('jonas').click(await ask('shop.all'), 'Approve');
  await opsbook.card('maria', 'Done.');
  await opsbook.db.clock.advance(11 * minute);
  await opsbook.answer('/ops runs');
  expect(await audited('approval.reminded')).toBe(0);
});

test('after a void, Ask again makes the plan anew, says what is different, and asks the same people', async () => {
  const { opsbook, ask, effects, told } = await start(shopOf({ id: 'all', settings: '' }));
  const { slack } = opsbook;
  const card = await ask('shop.all', 'the cache is poisoned');
  await opsbook.write('shop.md', shopOf({ id: 'all', settings: '', script: 'echo better >> effects' }));
  await slack.as('jonas').click(card, 'Approve');
  const dead = await opsbook.card('maria', 'Approval void.');
  await slack.as('jonas').click(dead, 'Ask again');
  await told('jonas', 'can ask again');
  await slack.as('maria').click(dead, 'Ask again');
  const again = await opsbook.card('maria', 'In the place of run 1');
  expect(again.text).toContain("step 1's text changed");
  expect(again.text).toContain('the cache is poisoned');
  expect(again.text).toContain('Waiting for approval');
  const done = await opsbook.card('maria', 'It goes on as run 2');
  expect(done.buttons).toEqual([]);
  await slack.as('maria').click(dead, 'Ask again');
  await told('maria', 'was asked for again already: that is run 2');
  await slack.as('jonas').click(again, 'Approve');
  await opsbook.card('maria', 'Done.');
  expect(await effects()).toBe('better\n');
});

test('what nobody decided can be asked again too, with nothing changed', async () => {
  const { opsbook, ask } = await start(shopOf({ id: 'all', settings: '' }));
  await ask('shop.all');
  await opsbook.db.clock.advance(61 * minute);
  await opsbook.slack.as('maria').click(await opsbook.card('maria', 'Expired.'), 'Ask again');
  const again = await opsbook.card('maria', 'In the place of run 1');
  expect(again.text).toContain('nothing has changed');
});
