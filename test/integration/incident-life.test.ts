// The life of an incident through Slack: declared, set up, updated by people and by the clock, handed over, resolved.

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ReadableMessage } from '../../practice/slack/people/readable.ts';
import { startOpsbook, type Opsbook } from '../support/opsbook.ts';

let opsbook: Opsbook;

const minute = 60_000;

beforeEach(async () => {
  opsbook = await startOpsbook({
    channels: ['incidents'],
    environment: { OPSBOOK_ANNOUNCE_CHANNEL: '#incidents' },
  });
});
afterEach(() => opsbook.stop());

/** The channel's name, once Maria, who declares it, is in it and its card stands there. */
async function declare(words: string, person = 'maria'): Promise<string> {
  const said = await opsbook.answer(`/ops incident ${words}`, person);
  const name = /incident-\d{8}-\d{3}/.exec(said)?.[0] ?? '';
  await opsbook.slack.until(() => opsbook.slack.channel(name), { what: `#${name}` });
  await see(name, 'Write update', person);
  return name;
}

function cardIn(channel: string, person: string): ReadableMessage | undefined {
  return opsbook.slack
    .as(person)
    .sees(channel)
    .find((message) => message.buttons.some(({ text }) => text === 'Write update' || text === 'Timeline'));
}

/** A message of the channel, as `person` sees it, with these words or this button. */
async function see(channel: string, words: string, person = 'maria'): Promise<ReadableMessage> {
  return opsbook.slack.until(
    () =>
      opsbook.slack
        .as(person)
        .sees(channel)
        .findLast((message) => message.text.includes(words) || message.buttons.some(({ text }) => text === words)),
    { what: `"${words}" in #${channel}`, timeoutMs: 10_000 },
  );
}

test('is declared with its channel, people, card and announcement, and everything is set up', async () => {
  const { slack } = opsbook;
  const name = await declare('"Checkout fails" sev=1');
  const channel = slack.channel(name);
  await slack.until(() => channel?.topic === 'SEV1 · Checkout fails', { what: 'the topic' });
  await slack.until(() => cardIn(name, 'maria')?.isPinned, { what: 'the pin' });
  expect(channel?.bookmarks.map(({ title }) => title)).toEqual(['Where it was declared']);
  const announced = await see('incidents', 'Checkout fails', 'tom');
  expect(announced.text).toContain(`#${name}`);
  const card = await see(name, 'Next update by');
  expect(card.text).toContain('*commander* @maria');
});

test('when nobody writes, the facts are posted at the promised time; a person’s update resets it', async () => {
  const { slack, db } = opsbook;
  const maria = slack.as('maria');
  const name = await declare('"Checkout fails" sev=1');
  await maria.type(name, '/ops note the queue is full');
  await db.clock.advance(15 * minute);
  const facts = await see(name, 'No human update for 15 min');
  expect(facts.text).toContain('the queue is full');
  await see('incidents', 'No human update for 15 min', 'tom');
  await maria.type(name, '/ops update "we restart the workers" next=30m');
  await see(name, 'we restart the workers');
  await db.clock.advance(16 * minute);
  await db.clock.advance(15 * minute);
  await see(name, 'No human update for 31 min');
  expect(maria.sees(name).filter(({ text }) => text.includes('No human update'))).toHaveLength(2);
});
