// The home tab and `/ops` alone: each person sees what waits for them and nothing else, and it is up to date without being looked at.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { shopOf, startAsking, type AskingScene } from '../support/asking.ts';
import { incidentScene } from '../support/incident.ts';

let scene: AskingScene;

beforeEach(async () => {
  scene = await startAsking({ shop: shopOf({ id: 'all', settings: 'approve: 1' }) });
});
afterEach(() => scene.stop());

/** The person's home tab, once it says these words, or no longer does. */
async function home(person: string, words: string, says = true): Promise<string> {
  const { slack } = scene.opsbook;
  return slack.until(
    () => {
      const text = slack.as(person).home()?.text;
      return text !== undefined && text.includes(words) === says && text;
    },
    { what: `the home of ${person} ${says ? 'saying' : 'without'} "${words}"`, timeoutMs: 15_000 },
  );
}

function published(): number {
  return scene.opsbook.slack.wire.filter(({ what }) => what.startsWith('views.publish')).length;
}

test('what waits for a person comes and goes on their home tab by itself', async () => {
  const { slack } = scene.opsbook;
  for (const person of ['maria', 'jonas', 'tom']) slack.as(person).openHome();
  await home('jonas', 'Nothing waits for you');
  await home('tom', 'Nothing waits for you');
  await home('maria', 'Nothing waits for you');
  const card = await scene.ask('shop.all');
  expect(await home('jonas', 'asks for your yes until')).toMatch(
    /Waits for you\* \(1\)\n\*Run 1\* `shop\.all` of @maria/,
  );
  expect(await home('maria', 'waiting for approval')).toContain('Nothing waits for you');
  expect(slack.as('tom').home()?.text).not.toContain('Run 1');
  await slack.as('jonas').click(card, 'Approve');
  await home('jonas', 'Nothing waits for you');
  await home('maria', 'done');
});

test('what one may start depends on who looks, and Show answers in a direct message', async () => {
  const { slack } = scene.opsbook;
  slack.as('maria').openHome();
  slack.as('tom').openHome();
  await home('maria', 'Wipe all');
  expect(await home('tom', 'What you may run')).not.toContain('Wipe all');
  await slack.as('maria').click('home', 'Show');
  await scene.direct('maria', 'Wipe it.');
});

test('an incident and an offered role: only for those who may know, and the buttons work', async () => {
  const { slack } = scene.opsbook;
  for (const person of ['jonas', 'tom']) slack.as(person).openHome();
  await home('jonas', 'No open incident');
  await home('tom', 'No open incident');
  const name = await incidentScene(scene.opsbook).declare('"Somebody broke in" sev=1 private');
  await slack.as('maria').type(name, '/ops role scribe @jonas');
  expect(await home('jonas', 'Will you be')).toContain('Somebody broke in');
  await slack.as('jonas').click('home', 'Accept');
  await home('jonas', 'Nothing waits for you');
  await home('jonas', 'Open incidents* (1)');
  expect(slack.as('tom').home()?.text).not.toContain('Somebody broke in');
  expect(await scene.opsbook.answer('/ops', 'tom')).not.toContain('Somebody broke in');
  expect(await scene.opsbook.answer('/ops', 'jonas')).toContain('Somebody broke in');
});

test('a page is published once for what it shows, and waits out what Slack does not take', async () => {
  const { slack } = scene.opsbook;
  const fault = slack.fail('views.publish', { status: 429, times: 2 });
  slack.as('tom').openHome();
  await home('tom', 'Nothing waits for you');
  expect(fault.met()).toBe(2);
  const before = published();
  await slack.as('maria').type('ops', '/ops run shop.all');
  await scene.opsbook.card('maria', 'Planned.');
  slack.as('maria').openHome();
  await home('maria', 'Run 1');
  slack.as('tom').openHome();
  await slack.as('maria').type('ops', '/ops cancel 1');
  await home('maria', 'cancelled');
  expect(published() - before).toBe(2);
});

test('/ops alone says the same in private where it is typed', async () => {
  await scene.ask('shop.all');
  expect(await scene.opsbook.answer('/ops', 'jonas')).toContain('asks for your yes until');
  expect(await scene.opsbook.answer('/ops', 'maria')).toContain('Your latest runs');
  expect(await scene.opsbook.answer('/ops', 'tom')).not.toContain('Run 1');
});
