// The demo as a story: what has happened before it begins, the tour on a wide window and on a phone, the clock, and the bot that is killed.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { findBrowser, noBrowser, openBrowser, visit, type Visitor } from '../support/browser.ts';
import { startDemo, type Demo } from '../support/demo.ts';
import { askForApproval, walkTour } from '../support/walk-tour.ts';

/** Real processes, which are started anew. */
const withinMs = 300_000;
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;

let demo: Demo | undefined;
let browser: Browser | undefined;

beforeAll(async () => {
  if (findBrowser() === undefined) return;
  demo = await startDemo({ hasHistory: true });
  browser = await openBrowser();
}, withinMs);
afterAll(async () => {
  await browser?.close();
  expect((await demo?.stop()) ?? [], 'what the demo left behind').toEqual([]);
}, withinMs);
beforeEach(({ skip }) => skip(findBrowser() === undefined, noBrowser));

function open(person: string, options: Parameters<typeof visit>[3] = {}): Promise<Visitor> {
  if (browser === undefined || demo === undefined) throw new Error(noBrowser);
  return visit(browser, demo.url, person, options);
}

test(
  'a week has happened: incidents with post-mortems, runs of every end, numbers of checks',
  async () => {
    const maria = await open('Maria Silva');
    await maria.open('ops');
    await maria.say('/ops incidents');
    for (const title of ['Calls to the model fail at once', 'Retrieval is slow for customer-b'])
      await maria.private.getByText(title).waitFor();
    await maria.say('/ops runs');
    for (const end of ['done', 'failed', 'denied']) await maria.private.getByText(end).first().waitFor();
    await maria.say('/ops check ace.check-resources days=7');
    const picture = maria.page.getByRole('img', { name: /the last 7 days.*vectors.*most 150,?000/ }).last();
    await picture.waitFor({ timeout: 30_000 });
    expect(await demo?.verifyAudit()).toMatch(/^The record is whole: \d+ entries\./);
    expect(maria.troubles).toEqual([]);
  },
  withinMs,
);

test(
  'the tour, in a wide window: from the red check to the post-mortem',
  async () => {
    const maria = await open('Maria Silva');
    await walkTour(maria);
    expect(await sidewaysOf(maria.page)).toBe(0);
    expect(maria.troubles).toEqual([]);
  },
  withinMs,
);

test(
  'the tour, on a phone: put away, brought back, and walked',
  async () => {
    const maria = await open('Maria Silva', phone);
    const { page } = maria;
    const tour = page.getByRole('region', { name: 'Guided tour' });
    await tour.getByRole('button', { name: 'Close the tour' }).click();
    await tour.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Conversations', exact: true }).click();
    await page.getByRole('button', { name: 'Guided tour' }).click();
    await tour.waitFor();
    const again = tour.getByRole('button', { name: 'Begin again' });
    while (!(await again.isVisible())) await tour.getByRole('button', { name: 'Skip' }).click();
    await again.click();
    await walkTour(maria, async () => expect(await sidewaysOf(page)).toBe(0));
    expect(maria.troubles).toEqual([]);
  },
  withinMs,
);

test(
  'the clock: a quarter of an hour passes, and the update that was promised is posted',
  async () => {
    const maria = await open('Maria Silva');
    await maria.open('ops');
    await maria.say('/ops incident "Nobody writes an update" sev=1');
    const declared = maria.private.getByText(/is declared, SEV1/);
    const [name = ''] = /incident-\d{8}-\d{3}/.exec(await declared.innerText()) ?? [];
    await maria.open(name);
    await maria.card('Nobody writes an update').getByText('Next update by').waitFor();
    await openPanel(maria);
    const clock = maria.page.getByRole('article', { name: 'Clock' });
    await clock.getByText('as on this machine').waitFor();
    await clock.getByRole('button', { name: 'Move the clock 15 minutes forward' }).click();
    await clock.getByText('15 min ahead of this machine').waitFor();
    await maria.card('No human update for 15 min').waitFor();
    await maria.say('/ops resolve "It was an exercise."');
    await maria.card('owns it').waitFor();
    expect(maria.troubles).toEqual([]);
  },
  withinMs,
);

test(
  'the kill switch: the bot dies in the middle of a step, comes back, and asks',
  async () => {
    const maria = await open('Maria Silva');
    const jonas = await open('Jonas Berg');
    for (const person of [maria, jonas]) await person.open('ops');
    await openPanel(maria);
    const bot = maria.page.getByRole('article', { name: 'Bot' });
    await bot.getByRole('button', { name: 'Kill the bot in the next step' }).click();
    await bot.getByText('will be killed').waitFor();
    await maria.say(`/ops run ace.emergency-rollback revision=${demo?.goodRevision ?? ''}`);
    await askForApproval(maria);
    await maria.form.getByRole('textbox').fill('to see what happens');
    await maria.press(maria.form, 'Ask');
    await jonas.press(jonas.card('Waiting for approval'), 'Approve');
    await bot.getByText('killed; it is being started again').waitFor({ timeout: 30_000 });
    await bot.getByText('there', { exact: true }).waitFor({ timeout: 60_000 });
    const doubt = maria.card('In doubt.');
    await doubt.waitFor({ timeout: 30_000 });
    await maria.press(doubt, 'Run it again');
    for (const step of [8, 9, 10]) await maria.press(maria.card(`step ${step} of 10`), 'Done');
    await maria.card('Done.').getByText('@jonas').waitFor();
    await bot.getByRole('button', { name: 'Kill the bot in the next step' }).press('Enter');
    await bot.getByText('will be killed').waitFor();
    // The keyboard stays where it was: the one button takes the place of the other.
    await maria.page.keyboard.press('Enter');
    await bot.getByText('there', { exact: true }).waitFor();
    await maria.say('/ops run ace.backup');
    await maria.press(maria.card('Backup'), 'Run');
    await maria.card('Backup').getByText('Done.').waitFor({ timeout: 30_000 });
    await bot.getByRole('button', { name: 'Kill the bot now' }).click();
    await bot.getByText('killed; it is being started again').waitFor();
    await bot.getByText('there', { exact: true }).waitFor({ timeout: 60_000 });
    expect([...maria.troubles, ...jonas.troubles]).toEqual([]);
  },
  withinMs,
);

async function openPanel({ page }: Visitor): Promise<void> {
  await page.getByRole('button', { name: 'Control panel', exact: true }).click();
}

/** How far the page can be pushed sideways. */
function sidewaysOf(page: Page): Promise<number> {
  return page
    .locator('html')
    .evaluate((html: { scrollWidth: number; clientWidth: number }) => html.scrollWidth - html.clientWidth);
}
