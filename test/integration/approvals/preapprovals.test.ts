// What is approved beforehand: by two other people, for some values, until a time, for one text of the procedure.

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ReadableMessage } from '../../../practice/slack/people/readable.ts';
import { minute, shopOf, startAsking, type AskingScene } from '../../support/asking.ts';

const counted = 'params: { count: { type: integer } }';
const shop = (script?: string): string =>
  shopOf({ id: 'one', settings: counted, ...(script === undefined ? {} : { script }) }, { id: 'two', settings: '' });

let scene: AskingScene;
beforeEach(async () => {
  scene = await startAsking({ shop: shop() });
});
afterEach(() => scene.stop());

function card(words: string): Promise<ReadableMessage> {
  const { slack } = scene.opsbook;
  const find = () =>
    slack
      .as('maria')
      .sees('ops')
      .findLast(({ text }) => text.includes('Pre-approval 1: shop.one') && text.includes(words));
  return slack.until(find, { what: `the pre-approval's card saying "${words}"`, timeoutMs: 10_000 });
}

async function approved(words = 'count=1..10 until=friday the release week'): Promise<ReadableMessage> {
  const { slack } = scene.opsbook;
  await slack.as('maria').type('ops', `/ops preapprove shop.one ${words}`);
  const asked = await card('Waiting for approval');
  await slack.as('jonas').click(asked, 'Approve');
  await slack.as('aisha').click(await card('said yes'), 'Approve');
  return card('Approved');
}

async function run(count: number, words: string): Promise<ReadableMessage> {
  await scene.opsbook.slack.as('maria').type('ops', `/ops run shop.one count=${count}`);
  return scene.opsbook.card('maria', words);
}

test('two other people approve it; a run inside starts without asking and says under what', async () => {
  const { opsbook, effects, told } = scene;
  const { slack } = opsbook;
  await slack.as('maria').type('ops', '/ops preapprove shop.one count=1..10 until=friday the release week');
  const asked = await card('Waiting for approval');
  expect(asked.text).toMatch(/count 1 to 10[^]*the release week[^]*two more people/);
  await scene.direct('jonas', 'Pre-approval 1');
  await slack.as('maria').click(asked, 'Approve');
  await told('maria', 'two other people have to approve it');
  await slack.as('tom').click(asked, 'Approve');
  await told('tom', 'may decide on pre-approval 1');
  await slack.as('jonas').click(asked, 'Approve');
  const half = await card('one more person');
  await slack.as('jonas').click(half, 'Approve');
  await told('jonas', 'needs another person too');
  await slack.as('aisha').click(half, 'Approve');
  await card('Approved');
  const planned = await run(3, 'Under pre-approval 1');
  await slack.as('maria').click(planned, 'Run');
  expect((await opsbook.card('maria', 'Done.')).text).toContain('Under pre-approval 1');
  expect(await effects()).toBe('one\n');
  expect(await opsbook.answer('/ops preapprovals', 'tom')).toMatch(/shop\.one.*count 1 to 10/);
});

test('outside its values and after its time people are asked as ever', async () => {
  const { opsbook } = scene;
  await approved('count=1..10 until=30m');
  expect((await run(11, 'Planned.')).buttons.map(({ text }) => text)).toContain('Ask for approval');
  const planned = await run(4, 'Under pre-approval 1');
  await opsbook.db.clock.advance(31 * minute);
  await opsbook.slack.as('maria').click(planned, 'Run');
  await scene.told('maria', 'Pre-approval 1 has ended. Press *Ask for approval*');
  expect(await opsbook.answer('/ops preapprovals')).toContain('Nothing is approved beforehand');
  expect(await scene.effects()).toBe('');
});

test('revoked, it holds no more: not even for a run that was planned under it', async () => {
  const { opsbook, told, effects, audited } = scene;
  const { slack } = opsbook;
  const stands = await approved();
  const planned = await run(4, 'Under pre-approval 1');
  await slack.as('tom').click(stands, 'Revoke');
  await told('tom', 'may revoke pre-approval 1');
  await slack.as('jonas').click(stands, 'Revoke');
  await card('Revoked');
  await slack.as('maria').click(planned, 'Run');
  await told('maria', 'Pre-approval 1 was revoked. Press *Ask for approval*');
  await opsbook.card('maria', 'can ask');
  expect(await effects()).toBe('');
  expect(await audited('preapproval.revoked')).toBe(1);
});

test('an edit of the procedure makes it void, and its card says so; an edit of another one does not', async () => {
  const { opsbook, effects } = scene;
  await approved();
  await opsbook.write('shop.md', shop().replace('Wipe two', 'Wipe the second'));
  await run(2, 'Under pre-approval 1');
  await opsbook.write('shop.md', shop('echo other >> effects'));
  const planned = await run(5, 'can ask');
  expect(planned.text).not.toContain('Under pre-approval');
  await card('Void.');
  expect(await opsbook.answer('/ops preapprovals')).toContain('Nothing is approved beforehand');
  expect(await effects()).toBe('');
});

test('whoever approved it may use it only where enough other people did', async () => {
  const { opsbook, effects } = scene;
  const { slack } = opsbook;
  await approved('count=* until=2h');
  await slack.as('jonas').type('ops', '/ops run shop.one count=3');
  await slack.as('jonas').click(await opsbook.card('jonas', 'Under pre-approval 1'), 'Run');
  await opsbook.card('jonas', 'Done.');
  expect(await effects()).toBe('one\n');
});

test('what cannot be asked for is refused in words', async () => {
  const { opsbook } = scene;
  expect(await opsbook.answer('/ops preapprove shop.one until=friday')).toContain('which values of count');
  expect(await opsbook.answer('/ops preapprove shop.one counts=1 until=friday')).toContain('Did you mean count?');
  expect(await opsbook.answer('/ops preapprove shop.one count=1')).toContain('is no time');
  expect(await opsbook.answer('/ops preapprove shop.one count=1 until=60d')).toContain('31 days are the most');
  expect(await opsbook.answer('/ops preapprove shop.won count=1 until=2h')).toContain('Did you mean shop.one?');
  expect(await opsbook.answer('/ops preapprove shop.one count=1 until=2h', 'tom')).toContain('may be started by');
});
