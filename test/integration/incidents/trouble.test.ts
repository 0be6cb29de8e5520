// An incident where things go wrong around it: odd titles, people who leave, channels that others archive, two who press at once.

import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { incidentScene, minute, type Scene } from '../../support/incident.ts';
import { startOpsbook, type Opsbook } from '../../support/opsbook.ts';

const runbook = `---
system: shop
owners: ["@shop-night-watch"]
targets: { app: { http: "http://127.0.0.1:1" } }
---
# Shop

## Empty the queue

- [ ] Empty it.
`;

let opsbook: Opsbook;
let scene: Scene;

beforeEach(async () => {
  opsbook = await startOpsbook({
    channels: ['incidents'],
    runbooks: { 'shop.md': runbook },
    environment: { OPSBOOK_ANNOUNCE_CHANNEL: '#incidents' },
  });
  scene = incidentScene(opsbook);
});
afterEach(() => opsbook.stop());

function countOf(channel: string, words: string): number {
  return opsbook.slack
    .as('maria')
    .sees(channel)
    .filter(({ text }) => text.includes(words)).length;
}

const timelineOf = (name: string): Promise<string> => opsbook.answer(`/ops timeline incident=${name}`);

async function count(of: string): Promise<number> {
  const row = await opsbook.db.database.one(z.object({ count: z.number() }), `select count(*) as count from ${of}`);
  return row?.count ?? 0;
}

test.each([
  ['emoji', '🔥 Checkout :fire: fails', '🔥 Checkout'],
  ['300 characters', '💥'.repeat(300), '💥💥💥'],
  ['a ping of everybody', '<!channel> *it* `burns` & <b>', 'burns'],
])('a title of %s', async (_what, title, seen) => {
  const name = await scene.declare(`"${title}" sev=1`);
  expect((await scene.see('incidents', seen, 'tom')).text).toContain(name);
  await opsbook.slack.as('maria').type(name, '/ops resolve done');
  await scene.card(name, 'Resolved');
});

test('a text keeps what only looks like an option', async () => {
  const name = await scene.declare('"Checkout fails" sev=1');
  await opsbook.slack.as('maria').type(name, '/ops update timeout=30 was too short next=1h');
  await scene.see(name, 'timeout=30 was too short');
  expect(countOf(name, 'next=1h')).toBe(0);
});

test('the commander has left: the nudge stands in the channel, and is over with the update', async () => {
  const { slack } = opsbook;
  const name = await scene.declare('"Checkout fails" sev=1');
  slack.fail('conversations.open', { error: 'user_not_found' });
  await scene.pass(14 * minute + 5_000);
  const nudge = await scene.see(name, 'People expect an update', 'maria');
  await slack.as('maria').click(nudge, 'Write update');
  await opsbook.submit('maria', { text: 'The cause is found.' });
  await scene.see(name, 'The cause is found.');
  await scene.see(name, ' is out.');
  expect(countOf(name, 'People expect an update')).toBe(0);
  slack.refusals.splice(0);
});

test('a role that is offered to a bot is asked for in the channel', async () => {
  const { slack } = opsbook;
  const name = await scene.declare('"Checkout fails" sev=1');
  await slack.as('maria').type(name, `/ops role deputy <@${slack.appUser}>`);
  await scene.see(name, 'will you be *deputy');
  await slack.as('maria').type(name, '/ops role deputy');
  await scene.card(name, '*deputy* @maria');
  await slack.as('maria').type(name, '/ops role deputy @nobody-of-us');
  await scene.see(name, 'names nobody');
  slack.refusals.splice(0);
});

test('a user group that nobody made is named on the card', async () => {
  const name = await scene.declare('"Checkout fails" sev=1 system=shop');
  await scene.card(name, 'there is no user group @shop-night-watch');
});

describe('a channel in other hands', () => {
  test('archived: the updates go on where it was announced, its card rests; unarchived: they are back', async () => {
    const { slack } = opsbook;
    const name = await scene.declare('"Checkout fails" sev=1');
    await scene.quiet();
    slack.as('maria').changeChannel(name, 'archive');
    await expect.poll(() => timelineOf(name), { timeout: 15_000 }).toContain('The channel was archived');
    await scene.pass(15 * minute);
    await scene.see('incidents', 'No human update for 15 min');
    slack.as('maria').changeChannel(name, 'unarchive');
    await expect.poll(() => timelineOf(name), { timeout: 15_000 }).toContain('The channel is open again');
    await scene.pass(15 * minute);
    await scene.see(name, 'No human update for 30 min');
    expect(countOf(name, 'No human update')).toBe(1);
  });

  test('deleted: it goes on, and its end is announced', async () => {
    const { slack } = opsbook;
    const name = await scene.declare('"Checkout fails" sev=1');
    await scene.quiet();
    slack.as('maria').changeChannel(name, 'deleted');
    await expect.poll(() => timelineOf(name), { timeout: 15_000 }).toContain('The channel was deleted');
    expect(await opsbook.answer(`/ops resolve incident=${name} rolled back`)).toContain('It is resolved');
    await scene.see('incidents', 'Resolved');
  });

  test('renamed: it goes on there', async () => {
    const { slack } = opsbook;
    const name = await scene.declare('"Checkout fails" sev=1');
    const channel = slack.channel(name)?.id ?? '';
    const client = new WebClient(slack.botToken, { slackApiUrl: slack.apiUrl });
    await client.conversations.rename({ channel, name: 'checkout-trouble' });
    await scene.pass(15 * minute);
    await scene.see('checkout-trouble', 'No human update for 15 min');
  });
});

describe('two at once, and too late', () => {
  test('two resolve at once: one does, and one post-mortem is drafted once', async () => {
    const { slack } = opsbook;
    const name = await scene.declare('"Checkout fails" sev=1');
    await slack.as('maria').type(name, '/ops role deputy @jonas');
    const jonas = await scene.told('jonas', 'Accept');
    slack.as('jonas').join(name);
    await Promise.all([
      slack.as('maria').type(name, '/ops resolve rolled back'),
      slack.as('jonas').type(name, '/ops resolve the cache was emptied'),
    ]);
    await scene.card(name, 'Resolved');
    const told = (person: string): boolean =>
      slack
        .as(person)
        .sees(name)
        .some(({ text, isEphemeral }) => isEphemeral && text.includes('is resolved. /ops reopen'));
    await slack.until(() => told('maria') || told('jonas'), {
      what: 'a refusal for one of the two',
      timeoutMs: 15_000,
    });
    expect(await count('postmortem where drafts = 1')).toBe(1);
    expect(await count(`timeline_entry where kind = 'resolved'`)).toBe(1);
    await slack.as('jonas').click(jonas, 'Accept');
    await scene.see('ops', 'is declared');
    await expect.poll(() => count(`audit where action = 'incident.role-answer-refused'`), { timeout: 15_000 }).toBe(1);
    expect(await count(`incident_role where role = 'deputy' and state = 'held'`)).toBe(0);
  });

  test('a role is accepted twice at once: it is taken once', async () => {
    const { slack } = opsbook;
    const name = await scene.declare('"Checkout fails" sev=1');
    await slack.as('maria').type(name, '/ops role commander @jonas');
    const offer = await scene.told('jonas', 'Accept');
    await Promise.all([slack.as('jonas').click(offer, 'Accept'), slack.as('jonas').click(offer, 'Accept')]);
    await scene.card(name, '*commander* @jonas');
    expect(await count(`timeline_entry where kind = 'role'`)).toBe(1);
  });

  test('two that are merged into each other at once: one stays open', async () => {
    const { slack } = opsbook;
    const first = await scene.declare('"Checkout fails" sev=1');
    const second = await scene.declare('"Payments fail" sev=1', 'jonas');
    await Promise.all([
      slack.as('maria').type(first, `/ops merge ${second}`),
      slack.as('jonas').type(second, `/ops merge ${first}`),
    ]);
    await expect
      .poll(() => count(`audit where action in ('incident.merged', 'incident.merge-refused')`), { timeout: 15_000 })
      .toBe(2);
    expect(await count(`incident where state = 'open'`)).toBe(1);
  });

  test('buttons of an old card say what became of it', async () => {
    const { slack } = opsbook;
    const maria = slack.as('maria');
    const name = await scene.declare('"Checkout fails" sev=1');
    const old = await scene.card(name, 'Next update by');
    await maria.type(name, '/ops resolve rolled back');
    await scene.card(name, 'Resolved');
    await maria.click(old, 'Write update');
    await opsbook.submit('maria', { text: 'too late' });
    await scene.see(name, 'is resolved. /ops reopen');
    expect(await count(`timeline_entry where kind = 'update'`)).toBe(0);
  });
});

test('from the menu of a message: the form begins with its first line, and the timeline with the message', async () => {
  const { slack } = opsbook;
  const jonas = slack.as('jonas');
  await jonas.type('ops', 'checkout answers 500\nsince ten');
  const message = jonas.sees('ops').findLast(({ text }) => text.startsWith('checkout answers'));
  await jonas.shortcut('incident.from-message', message);
  await opsbook.submit('jonas', { severity: 'SEV2: a main function is impaired' });
  const announced = await scene.see('incidents', 'checkout answers 500');
  expect(announced.text).not.toContain('since ten');
  const row = await opsbook.db.database.one(z.object({ originTs: z.string() }), 'select origin_ts from incident');
  expect(row?.originTs).toBe(message?.ts);
});
