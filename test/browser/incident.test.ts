// What three people see of one incident in their browsers: declared, led, mended, told of, resolved, and read about afterwards.

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { pathWith } from '../../practice/kit/system.ts';
import { startAce, type PracticeAce } from '../../practice/systems/ace/start-ace.ts';
import { findBrowser, noBrowser, openBrowser, visit } from '../support/browser.ts';
import { carryOutInPage } from '../support/carry-out-in-page.ts';
import { minute } from '../support/incident.ts';
import { startOpsbook, type Opsbook } from '../support/opsbook.ts';

let browser: Browser | undefined;
let folder: string;
let ace: PracticeAce;
let opsbook: Opsbook;

beforeAll(async () => {
  if (findBrowser() === undefined) return;
  browser = await openBrowser();
  folder = await mkdtemp(path.join(tmpdir(), 'opsbook-incident-'));
  ace = await startAce({ folder: path.join(folder, 'ace') });
  await ace.cause('bad-release');
  const runbook = await readFile(path.resolve(import.meta.dirname, '../../runbooks/ace.md'), 'utf8');
  opsbook = await startOpsbook({
    runbooks: { 'ace.md': runbook },
    environment: { ...ace.environment, PATH: pathWith([ace]), OPSBOOK_ANNOUNCE_CHANNEL: '#incidents' },
    channels: ['incidents'],
  });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await opsbook?.stop();
  await ace?.stop();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
}, 60_000);
beforeEach(({ skip }) => skip(findBrowser() === undefined, noBrowser));

test('an incident of three people, from its declaration to its post-mortem', async () => {
  if (browser === undefined) throw new Error(noBrowser);
  const url = opsbook.slack.pageUrl;
  const maria = await visit(browser, url, 'Maria Silva');
  const jonas = await visit(browser, url, 'Jonas Berg');
  const aisha = await visit(browser, url, 'Aisha Khan');
  await maria.open('ops');
  await maria.say('/ops incident "ACE answers 503" sev=1');
  await maria.page
    .getByText(/is declared, SEV1/)
    .first()
    .waitFor();
  const name = await maria.page.locator('.entry[title^="incident-"]').first().getAttribute('title');
  if (name === null) throw new Error('The incident has no channel.');
  for (const person of [maria, jonas, aisha]) await person.open(name);
  for (const person of [jonas, aisha]) {
    const join = person.page.getByRole('button', { name: 'Join channel' });
    if (await join.isVisible()) await join.click();
  }
  const card = maria.card('ACE answers 503');
  await card.getByText('Next update by').waitFor();
  await maria.page.getByText('Setting up').waitFor({ state: 'hidden' });

  // The blank ends the list of names that the page offers, which would take the Enter.
  await maria.say('/ops role commander @jonas ');
  await jonas.open('opsbook');
  await jonas.press(jonas.card('will you be'), 'Accept');
  await maria.page.locator('article', { hasText: 'commander @jonas' }).first().waitFor();

  await jonas.open(name);
  const done = await carryOutInPage(maria, aisha, {
    procedure: 'ace.emergency-rollback',
    parameters: `revision=${ace.goodRevision}`,
  });
  expect(await done.innerText()).toMatch(/Done\.[^]*@aisha/);
  expect(await ace.look()).toMatchObject({ health: 'healthy', release: { version: 'v1.9.0' } });

  await opsbook.db.clock.advance(15 * minute);
  await aisha.card('No human update for').waitFor();
  await jonas.say('/ops update "ACE is back on v1.9.0. We watch it." next=30m');
  await aisha.card('We watch it.').waitFor();
  await maria.open('incidents');
  await maria.card('We watch it.').waitFor();
  await maria.open(name);

  await aisha.say('v1.10 was built against another index');
  const clue = aisha.card('built against another index');
  await clue.hover();
  await clue.getByRole('button', { name: 'Message actions' }).click();
  await aisha.page.getByRole('menuitem', { name: 'Pin to channel' }).click();
  await clue.getByText('Pinned').waitFor();
  await jonas.say('/ops resolve "The last good release is back."');
  await maria
    .card('owns it')
    .getByRole('button', { name: /repl(y|ies)/ })
    .click();
  const link = maria.page.getByRole('link', { name: /post-mortem-1\.md/ }).last();
  const address = new URL((await link.getAttribute('href')) ?? '', url);
  const written = await fetch(address).then((answer) => answer.text());
  expect(written).toContain('v1.10 was built against another index');
  expect(written).toContain('We watch it.');
  // A workspace that pays nothing has no canvas, so the text is a file in the thread.
  const refused = opsbook.slack.refusals.splice(0).map(({ error }) => error);
  expect(refused).toEqual(['team_tier_cannot_create_channel_canvases']);
  expect([...maria.troubles, ...jonas.troubles, ...aisha.troubles]).toEqual([]);
}, 180_000);
