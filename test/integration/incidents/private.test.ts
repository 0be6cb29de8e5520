// What outsiders see of a private incident, and everybody of a secret: nothing.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { incidentScene, minute, type Scene } from '../../support/incident.ts';
import { startOpsbook, type Opsbook } from '../../support/opsbook.ts';

let opsbook: Opsbook;
let scene: Scene;

beforeEach(async () => {
  opsbook = await startOpsbook({
    channels: ['incidents'],
    hasCanvases: true,
    environment: { OPSBOOK_ANNOUNCE_CHANNEL: '#incidents' },
  });
  scene = incidentScene(opsbook);
});
afterEach(() => opsbook.stop());

test('an outsider is told of a private incident what they are told of none, in every verb', async () => {
  const { slack } = opsbook;
  const name = await scene.declare('"Somebody broke in" sev=1 private');
  await slack.as('maria').type(name, '/ops action "change every key" @jonas');
  await scene.card(name, 'change every key');
  const unknown = await opsbook.answer('/ops update incident=20200101-001 hello', 'tom');
  expect(unknown).toContain('There is no incident in this channel.');
  for (const verb of [
    'update hello',
    'update',
    'note hello',
    'resolve done',
    'sev 2',
    'role commander',
    'action look',
    'mitigated',
    'snooze 30m',
    'timeline',
    'postmortem',
    'archive',
    'reopen why',
    'correct entry:1 14:05 why',
  ])
    expect(await opsbook.answer(`/ops ${verb} incident=${name}`, 'tom'), verb).toBe(unknown);
  const other = await scene.declare('"Payments fail" sev=2', 'tom');
  await slack.as('tom').type(other, `/ops merge ${name}`);
  await scene.see(other, 'There is no incident "', 'tom');
  for (const question of ['/ops incidents', '/ops action'])
    expect(await opsbook.answer(question, 'tom'), question).not.toMatch(/broke in|change every key/);
  expect(await opsbook.answer('/ops action', 'jonas')).toContain('change every key');
  await scene.pass(15 * minute);
  await scene.see(name, 'No human update for 15 min');
  await slack.as('maria').type(name, `/ops merge ${other}`);
  await scene.card(name, 'Merged into another');
  await slack.as('tom').type(other, '/ops timeline');
  expect((await scene.see(other, 'Timeline of', 'tom')).text).toContain('was merged into it');
  const seen = ['incidents', 'ops', other].flatMap((channel) => slack.as('tom').sees(channel));
  expect(JSON.stringify(seen)).not.toContain('broke in');
});

test('without a channel it goes on between who declared it and the bot', async () => {
  const { slack } = opsbook;
  slack.fail('conversations.create', { error: 'restricted_action' });
  await opsbook.answer('/ops incident "Somebody broke in" sev=1 private');
  const card = await scene.told('maria', 'Write update');
  expect(card.text).toContain('It goes on in a thread');
  await slack.as('maria').click(card, 'Write update');
  await opsbook.submit('maria', { text: 'We look at the logs.' });
  await scene.told('maria', 'We look at the logs.');
  expect(JSON.stringify(['ops', 'incidents'].flatMap((channel) => slack.as('tom').sees(channel)))).not.toContain(
    'broke in',
  );
  slack.refusals.splice(0);
});

test('a secret that somebody types is in no message, topic, timeline or canvas', async () => {
  const { slack } = opsbook;
  const maria = slack.as('maria');
  const secret = slack.botToken;
  const name = await scene.declare(`"The key ${secret} leaked" sev=1`);
  await slack.until(() => slack.channel(name)?.topic.includes('[redacted]'), { what: 'the topic', timeoutMs: 15_000 });
  await maria.type(name, `/ops note it was ${secret}`);
  await scene.see(name, 'It is in the timeline.');
  await maria.type(name, `/ops action "change ${secret}"`);
  await scene.card(name, 'change [redacted]');
  await maria.type(name, `/ops update "${secret} is no more"`);
  await scene.see(name, '[redacted] is no more');
  await maria.type(name, '/ops timeline');
  expect((await scene.see(name, 'Timeline of')).text).toContain('it was [redacted]');
  await maria.type(name, `/ops resolve "changed ${secret}"`);
  await slack.until(() => slack.channel(name)?.canvas?.markdown.includes('changed \\[redacted\\]'), {
    what: 'the canvas',
    timeoutMs: 15_000,
  });
  const said = ['incidents', name].flatMap((channel) => slack.posted(channel));
  const channel = slack.channel(name);
  expect(JSON.stringify([said, channel?.topic, channel?.purpose, channel?.canvas])).not.toContain(secret);
});
