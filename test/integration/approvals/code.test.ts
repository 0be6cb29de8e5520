// Approvals that take a one-time code besides.

import { Secret, TOTP } from 'otpauth';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { minute, shopOf, startAsking, type AskingScene } from '../../support/asking.ts';

let scene: AskingScene;
const start = async (environment: Readonly<Record<string, string>>): Promise<void> => {
  scene = await startAsking({ shop: shopOf({ id: 'one', settings: 'step_up: code' }), environment });
};
afterEach(() => scene.stop());

async function keyOf(person: string): Promise<string> {
  const said = await scene.opsbook.answer('/ops enroll', person);
  return /: ((?:[A-Z2-7]{4} ?){8})/.exec(said)?.[1]?.replaceAll(' ', '') ?? '';
}

/** As the app shows it now, or some steps from now. */
async function codeOf(key: string, steps = 0): Promise<string> {
  const now = await scene.opsbook.db.database.one(z.object({ now: z.date() }), 'select ops_now() as now');
  const timestamp = (now?.now.getTime() ?? 0) + steps * 30_000;
  return new TOTP({ secret: Secret.fromBase32(key) }).generate({ timestamp });
}

async function enrolled(person: string): Promise<string> {
  const key = await keyOf(person);
  const said = await scene.opsbook.answer(`/ops enroll code=${await codeOf(key)}`, person);
  expect(said).toContain('You have enrolled');
  await scene.opsbook.db.clock.advance(2 * minute);
  return key;
}

describe('with a key for the keys', () => {
  beforeEach(() => start({ OPSBOOK_SECRET_KEY: 'a test of thirty-two characters.' }));

  test('a yes takes the code that the app shows, and each code counts once', async () => {
    const { opsbook, ask, effects, told } = scene;
    const { slack } = opsbook;
    const key = await enrolled('jonas');
    const card = await ask('shop.one');
    await slack.as('jonas').click(card, 'Approve');
    const code = await codeOf(key);
    await opsbook.submit('jonas', { code: code === '000000' ? '000001' : '000000' });
    await told('jonas', 'That code is wrong');
    expect(await effects()).toBe('');
    await slack.as('jonas').click(card, 'Approve');
    await opsbook.submit('jonas', { code });
    await opsbook.card('maria', 'Done.');
    expect(await effects()).toBe('one\n');
    const again = await ask('shop.one');
    await slack.as('jonas').click(again, 'Approve');
    await opsbook.submit('jonas', { code });
    await told('jonas', 'That code was used already');
    expect(await effects()).toBe('one\n');
  });

  test('whoever has not enrolled cannot approve; a wrong code enrols nobody; the key is shown once', async () => {
    const { opsbook, ask, told, audited } = scene;
    const { slack } = opsbook;
    const card = await ask('shop.one');
    await slack.as('aisha').click(card, 'Approve');
    await opsbook.submit('aisha', { code: '123456' });
    await told('aisha', 'you have not enrolled');
    const first = await keyOf('aisha');
    expect(await opsbook.answer(`/ops enroll code=${await codeOf(first, 10)}`, 'aisha')).toContain(
      'That code is wrong',
    );
    const second = await keyOf('aisha');
    expect(second).not.toBe(first);
    expect(await opsbook.answer(`/ops enroll code=${await codeOf(second)}`, 'aisha')).toContain('You have enrolled');
    expect(await opsbook.answer('/ops enroll', 'aisha')).toContain('a key is shown once');
    expect(await opsbook.answer(`/ops enroll reset <@${slack.as('aisha').id}|aisha>`, 'jonas')).toContain('`admin`');
    expect(await audited('code.enrolled')).toBe(1);
    const kept = await opsbook.db.database.rows(
      z.object({ text: z.string() }),
      `select detail as text from audit union all select sealed from code_secret union all select payload::text from request`,
    );
    expect(kept.filter(({ text }) => text.includes(first) || text.includes(second))).toEqual([]);
  });

  test('five wrong codes lock for a quarter of an hour', async () => {
    const { opsbook, ask, told, effects } = scene;
    const { slack } = opsbook;
    const key = await enrolled('jonas');
    const card = await ask('shop.one');
    for (const words of ['is wrong', 'is wrong', 'is wrong', 'is wrong', '5th wrong code']) {
      const before = slack.as('jonas').sees('ops').length;
      await slack.as('jonas').click(card, 'Approve');
      await opsbook.submit('jonas', { code: await codeOf(key, 20) });
      const said = () =>
        slack
          .as('jonas')
          .sees('ops')
          .slice(before)
          .find(({ text }) => text.includes(words));
      await slack.until(said, { what: `"${words}"` });
    }
    await slack.as('jonas').click(card, 'Approve');
    await opsbook.submit('jonas', { code: await codeOf(key) });
    await told('jonas', 'Too many wrong codes');
    await opsbook.db.clock.advance(15 * minute);
    await slack.as('jonas').click(card, 'Approve');
    await opsbook.submit('jonas', { code: await codeOf(key) });
    await opsbook.card('maria', 'Done.');
    expect(await effects()).toBe('one\n');
  });
});

test('without OPSBOOK_SECRET_KEY nobody enrols, and nothing is approved by the button alone', async () => {
  await start({});
  const { opsbook, ask, told, effects } = scene;
  expect(await opsbook.answer('/ops enroll', 'jonas')).toContain('OPSBOOK_SECRET_KEY');
  const card = await ask('shop.one');
  await opsbook.slack.as('jonas').click(card, 'Approve');
  await opsbook.submit('jonas', { code: '123456' });
  await told('jonas', 'OPSBOOK_SECRET_KEY');
  expect(await effects()).toBe('');
});
