// What people see of a guide: pages that turn in their place, and boxes that keep their ticks while the card changes.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { findBrowser, noBrowser, openBrowser, visit } from '../support/browser.ts';
import { startOpsbook } from '../support/opsbook.ts';

let browser: Browser;

beforeAll(async () => {
  if (findBrowser() !== undefined) browser = await openBrowser();
});
afterAll(() => browser?.close());
beforeEach(({ skip }) => skip(findBrowser() === undefined, noBrowser));

const rounds = Array.from({ length: 40 }, (_, index) => `- [ ] Look at pump ${index + 1}\n`).join('');
const pumps = `# Pumps\n\n## Make the rounds\n\n${rounds}`;

test('a guide is read page by page and ticked off', async () => {
  const opsbook = await startOpsbook({ runbooks: { 'pumps.md': pumps } });
  try {
    const maria = await visit(browser, opsbook.slack.pageUrl, 'Maria Silva');
    const jonas = await visit(browser, opsbook.slack.pageUrl, 'Jonas Berg');
    for (const person of [maria, jonas]) await person.open('ops');
    await maria.say('/ops show pumps.make-the-rounds');
    await maria.private.getByText('Steps 1–14 of 40').waitFor();
    await maria.press(maria.private, 'More steps ›');
    await maria.private.getByText('Steps 15–28 of 40').waitFor();
    expect(await maria.page.locator('article.ephemeral').count()).toBe(1);

    await maria.say('/ops run pumps.make-the-rounds');
    await maria.card('steps 1–10 of 40').waitFor();
    const box = (person: typeof maria, pump: number) =>
      person.card('tick what is done').getByRole('checkbox', { name: `${pump}. Look at pump ${pump}`, exact: true });
    for (const pump of [1, 2]) await box(maria, pump).check();
    await box(jonas, 1).check();
    await jonas.press(jonas.card('tick what is done'), 'Done with the ticked ones');
    await maria.card('steps 2–11 of 40').waitFor();
    expect(await box(maria, 2).isChecked()).toBe(false);
    await box(maria, 2).check();
    await maria.press(maria.card('tick what is done'), 'Done with the ticked ones');
    await jonas.card('steps 3–12 of 40').waitFor();
    await jonas.card('2. Look at pump 2 · by @maria').waitFor();
    expect([...maria.troubles, ...jonas.troubles]).toEqual([]);
  } finally {
    await opsbook.stop();
  }
});
