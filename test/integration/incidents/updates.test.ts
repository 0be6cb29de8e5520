// The promise "next update by": kept by people, or by the facts when nobody writes in time.

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

function countOf(channel: string, words: string): number {
  return opsbook.slack
    .as('maria')
    .sees(channel)
    .filter(({ text }) => text.includes(words)).length;
}

test('when nobody writes, the facts are posted at the promised time; a person’s update resets it', async () => {
  const { slack } = opsbook;
  const maria = slack.as('maria');
  const name = await scene.declare('"Checkout fails" sev=1');
  await maria.type(name, '/ops note the queue is full');
  await scene.see(name, 'It is in the timeline.');
  await scene.pass(15 * minute);
  const facts = await scene.see(name, 'No human update for 15 min');
  expect(facts.text).toContain('the queue is full');
  await scene.see('incidents', 'No human update for 15 min', 'tom');
  await maria.type(name, '/ops update "we restart the workers" next=30m');
  await scene.see(name, 'we restart the workers');
  await scene.see('incidents', 'we restart the workers', 'tom');
  await scene.pass(16 * minute);
  await scene.pass(15 * minute);
  await scene.see(name, 'No human update for 31 min');
  expect(countOf(name, 'No human update')).toBe(2);
});

test('a minute before it is due, whoever leads is nudged in private, with a form', async () => {
  const { slack } = opsbook;
  const name = await scene.declare('"Checkout fails" sev=2');
  await scene.pass(14 * minute + 5_000);
  const nudge = await scene.told('maria', 'Write update');
  expect(nudge.text).toContain('People expect an update');
  await slack.as('maria').click(nudge, 'Write update');
  await opsbook.submit('maria', { text: 'The cause is found.', next: '1h' });
  await scene.see(name, 'The cause is found.');
  await scene.pass(30 * minute);
  await scene.card(name, 'Next update by');
  expect(countOf(name, 'No human update')).toBe(0);
});

test('a snooze puts off one update; a stop ends them; both are in the timeline', async () => {
  const { slack } = opsbook;
  const maria = slack.as('maria');
  const name = await scene.declare('"Checkout fails" sev=2');
  await maria.type(name, '/ops snooze 30m');
  await scene.see(name, 'is due 30m later');
  await scene.pass(44 * minute);
  await scene.told('maria', 'Write update');
  expect(countOf(name, 'No human update')).toBe(0);
  await scene.pass(minute);
  await scene.see(name, 'No human update for 45 min');
  await scene.pass(15 * minute);
  await scene.see(name, 'No human update for 1 h');
  await maria.type(name, '/ops snooze stop');
  await scene.card(name, 'The updates were stopped.');
  await scene.pass(60 * minute);
  await maria.type(name, '/ops timeline');
  const timeline = await scene.see(name, 'Timeline of');
  expect(timeline.text).toContain('put the next update off by 30 min');
  expect(timeline.text).toContain('stopped the updates');
  expect(countOf(name, 'No human update')).toBe(2);
});

test('after an outage of three slots it catches up once and names the gap', async () => {
  const name = await scene.declare('"Checkout fails" sev=2');
  await opsbook.halt();
  await scene.pass(50 * minute);
  await opsbook.restart();
  const late = await scene.see(name, 'Opsbook was away: 2 updates were missed.');
  expect(late.text).toContain('35 min late');
  expect(countOf(name, 'No human update')).toBe(1);
  await scene.pass(15 * minute);
  await scene.see(name, 'No human update for 1 h 5 min');
});

test('nothing is posted after the end, and a severity that hurries brings the next one forward', async () => {
  const { slack } = opsbook;
  const maria = slack.as('maria');
  const name = await scene.declare('"Checkout fails" sev=4');
  await maria.type(name, '/ops update "slow night" next=2h');
  await scene.see(name, 'slow night');
  await maria.type(name, '/ops sev 1');
  await scene.card(name, 'SEV1');
  await scene.pass(15 * minute);
  await scene.see(name, 'No human update for 15 min');
  await maria.type(name, '/ops resolve "rolled back"');
  await scene.card(name, 'Resolved');
  await scene.pass(120 * minute);
  await maria.type(name, '/ops update "too late"');
  await scene.see(name, 'is resolved. /ops reopen');
  expect(countOf(name, 'No human update')).toBe(1);
});
