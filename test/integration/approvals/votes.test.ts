// Two yeses in the same moment start one run, however often it is tried. OPSBOOK_TEST_VOTES says how often; 50 times without it.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { shopOf, startAsking, type AskingScene } from '../../support/asking.ts';

const rounds = Number(process.env['OPSBOOK_TEST_VOTES'] ?? 50);

let scene: AskingScene;
beforeEach(async () => {
  scene = await startAsking({ shop: shopOf({ id: 'one', settings: '' }), limits: 'none' });
});
afterEach(() => scene.stop());

test(
  `votes of the same millisecond start one run, ${rounds} times`,
  async () => {
    const { opsbook, effects } = scene;
    const { slack, db } = opsbook;
    const maria = slack.as('maria');
    for (let round = 1; round <= rounds; round += 1) {
      await maria.type('ops', '/ops run shop.one');
      const has = (words: string) => () =>
        maria.sees('ops').find(({ text }) => text.includes(`run ${round} ·`) && text.includes(words));
      await maria.click(await slack.until(has('Planned.'), { what: `run ${round} planned` }), 'Ask for approval');
      await opsbook.submit('maria', { reason: 'again' });
      const card = await slack.until(has('Waiting for approval'), { what: `run ${round} waiting` });
      await Promise.all(['jonas', 'aisha', 'jonas', 'aisha'].map((person) => slack.as(person).click(card, 'Approve')));
      await slack.until(has('Done.'), { what: `run ${round} done` });
    }
    expect(await effects()).toBe('one\n'.repeat(rounds));
    const count = z.object({ count: z.number() });
    const [decided, attempts, approved] = await Promise.all(
      [
        `select count(*) as count from approval_vote where vote = 'yes'`,
        'select count(*) as count from step_attempt',
        `select count(*) as count from audit where action = 'approval.approved'`,
      ].map((text) => db.database.one(count, text)),
    );
    expect([decided?.count, attempts?.count, approved?.count]).toEqual([rounds, rounds, rounds]);
  },
  60_000 + rounds * 3_000,
);
