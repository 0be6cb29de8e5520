// What comes by the clock for people: the checklist that is posted, and the digest at eight.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { harbourRunbook, morningRunbook, startHarbour, type Harbour } from '../support/harbour-checks.ts';
import { startOpsbook, type Opsbook } from '../support/opsbook.ts';
import type { ReadableMessage } from '../../practice/slack/people/readable.ts';

const zone = 'Asia/Tokyo';
let harbour: Harbour;
let opsbook: Opsbook;

beforeEach(async () => {
  harbour = await startHarbour({ waiting: 90, pace: 1 });
  opsbook = await startOpsbook({
    runbooks: { 'harbour.md': harbourRunbook, 'pier.md': morningRunbook },
    environment: { HARBOUR_URL: harbour.url, OPSBOOK_ANNOUNCE_CHANNEL: '#ops', OPSBOOK_TIMEZONE: zone },
  });
  await expect.poll(async () => (await slots()).length, { timeout: 10_000 }).toBe(3);
});
afterEach(async () => {
  await opsbook.stop();
  await harbour.stop();
});

const slotRow = z.object({ subject: z.string(), nextAt: z.date() });
const slots = () => opsbook.db.database.rows(slotRow, 'select subject, next_at from slot order by subject');

/** Moves to the time at which this is due. */
async function moveTo(subject: string): Promise<Date> {
  const now = await opsbook.db.clock.now();
  const due = (await slots()).find((slot) => slot.subject === subject)?.nextAt;
  if (due === undefined) throw new Error(`${subject} is not due`);
  await opsbook.db.clock.advance(due.getTime() - now.getTime() + 500);
  return due;
}

const seen = (words: string): readonly ReadableMessage[] =>
  opsbook.slack
    .as('maria')
    .sees('ops')
    .filter((message) => message.text.includes(words));

const until = (words: string): Promise<ReadableMessage> =>
  opsbook.slack.until(() => seen(words)[0], { what: `a message that says "${words}"`, timeoutMs: 10_000 });

function inZone(at: Date): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(at);
}

test('a checklist is posted at its time in the zone, for its owners to tick, once', async () => {
  expect(inZone(await moveTo('checklist:pier.morning'))).toBe('07:30');
  const card = await until('Waiting for a person');
  expect(card.text).toContain('asked by Opsbook');
  expect(card.text).toContain('Look at the board.');
  await opsbook.slack.as('jonas').click(card, 'Done');
  await opsbook.slack.until(
    () =>
      opsbook.slack
        .as('jonas')
        .sees('ops')
        .some((message) => message.isEphemeral && message.text.includes('may be started by @ace-oncall')),
    { what: 'the refusal for somebody who does not own the page' },
  );
  await opsbook.slack.as('maria').click(card, 'Done');
  await opsbook.slack.as('maria').click(await until('step 2 of 2'), 'Done');
  await until('Done.');
  const runs = await opsbook.db.database.rows(
    z.object({ requestedBy: z.string(), state: z.string() }),
    'select requested_by, state from run',
  );
  expect(runs).toEqual([{ requestedBy: 'opsbook', state: 'succeeded' }]);
});

test('the digest says what is bad, what did not run, and how yesterday was', async () => {
  await moveTo('check:harbour.queue');
  await until('90 ships');
  expect(inZone(await moveTo('digest'))).toBe('08:00');
  const digest = await until('Good morning.');
  expect(digest.text).toContain('1 not well');
  expect(digest.text).toMatch(/critical\* · \*Watch the queue\* `harbour\.queue` · since/);
  expect(digest.text).toMatch(/\*Yesterday:\* \d+ checks?/);
  await moveTo('digest');
  await opsbook.slack.until(() => seen('Good morning.').length === 2, { what: 'the next morning', timeoutMs: 10_000 });
});
