// Yeses of the same moment start one run, however often it is tried. OPSBOOK_TEST_VOTES says how often; 50 times without it.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { ReadableMessage } from '../../../practice/slack/people/readable.ts';
import { shopOf, startAsking, type AskingScene } from '../../support/asking.ts';

const rounds = Number(process.env['OPSBOOK_TEST_VOTES'] ?? 50);
/** A channel takes a post a second, so the rounds take turns with several. */
const channels = Array.from({ length: 10 }, (_, index) => `votes-${index}`);

let scene: AskingScene;
beforeEach(async () => {
  scene = await startAsking({ shop: shopOf({ id: 'one', settings: 'lock: false' }), limits: 'none', channels });
});
afterEach(() => scene.stop());

function cardOf(round: number, words: string): Promise<ReadableMessage> {
  const { slack } = scene.opsbook;
  const place = channels[round % channels.length] ?? '';
  const find = () =>
    slack
      .as('maria')
      .sees(place)
      .findLast(({ text }) => text.includes(`run ${round} ·`) && text.includes(words));
  return slack.until(find, { what: `run ${round} saying "${words}"`, timeoutMs: 30_000 });
}

async function voteInOneMoment(round: number): Promise<void> {
  const { slack } = scene.opsbook;
  const maria = slack.as('maria');
  await maria.type(channels[round % channels.length] ?? '', '/ops run shop.one');
  await maria.click(await cardOf(round, 'Planned.'), 'Ask for approval');
  await scene.opsbook.submit('maria', { reason: 'again' });
  const card = await cardOf(round, 'Waiting for approval');
  const clicks = ['jonas', 'aisha', 'jonas', 'aisha'].map((person) => slack.as(person).click(card, 'Approve'));
  await Promise.allSettled(clicks);
  // A machine that is crowded by others may acknowledge late; the click counts all the same.
  slack.refusals.splice(0, Infinity, ...slack.refusals.filter(({ error }) => error !== 'missed_ack'));
}

test(
  `votes of the same millisecond start one run, ${rounds} times`,
  async () => {
    const { database } = scene.opsbook.db;
    const under: Promise<ReadableMessage>[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      await voteInOneMoment(round);
      under.push(cardOf(round, 'Done.'));
      if (under.length === channels.length) await Promise.all(under.splice(0));
    }
    await Promise.all(under);
    expect(await scene.effects()).toBe('one\n'.repeat(rounds));
    const count = z.object({ count: z.number() });
    const counted = await Promise.all(
      [
        `select count(*) as count from approval_vote where vote = 'yes'`,
        'select count(*) as count from step_attempt',
        `select count(*) as count from audit where action = 'approval.approved'`,
        `select count(*) as count from audit where action = 'approval.approve-refused'`,
      ].map(async (text) => (await database.one(count, text))?.count),
    );
    expect(counted).toEqual([rounds, rounds, rounds, 3 * rounds]);
  },
  120_000 + rounds * 3_000,
);
