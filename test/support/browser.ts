// A real browser for tests and pictures: the Chromium or Chrome of this machine, and one person's page in a window of their own.

import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type BrowserContextOptions, type Locator, type Page } from 'playwright-core';

export const noBrowser =
  'No browser is installed. Install Chromium or Chrome, or set OPSBOOK_TEST_BROWSER to the path of one.';

/** Answers undefined when this machine has none. */
export function findBrowser(): string | undefined {
  const given = process.env['OPSBOOK_TEST_BROWSER'] ?? '';
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const places = [
    ...(given === '' ? [] : [given]),
    ...folders.flatMap((folder) => names.map((name) => path.join(folder, name))),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    chromium.executablePath(),
  ];
  return places.find((place) => existsSync(place));
}

export async function openBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error(noBrowser);
  // Chromium's sandbox refuses to work for root.
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
}

/** One person at their own window of the local Slack. */
export interface Visitor {
  readonly page: Page;
  /** What went wrong in the page so far: console errors, exceptions, and text that only a bug writes. */
  readonly troubles: string[];
  open(conversation: string): Promise<void>;
  /** Types into the open conversation and sends it. */
  say(text: string): Promise<void>;
  /** The newest message that everybody sees and that says `words`. */
  card(words: string): Locator;
  /** The newest message that only this person sees. */
  readonly private: Locator;
  /** Presses a button of a message or form once it is there. */
  press(place: Locator, button: string): Promise<void>;
  readonly form: Locator;
}

/** Chooses `realName` on the first page. Errors of the connection itself are no troubles: a server may be away in a test. */
export async function visit(
  browser: Browser,
  url: string,
  realName: string,
  options: BrowserContextOptions = {},
): Promise<Visitor> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('ERR_CONNECTION_REFUSED')) troubles.push(message.text());
  });
  await page.addInitScript({ content: watchWords });
  await page.goto(url);
  await page.getByText(realName).first().click();
  const log = page.locator('.conversation:not(.thread) .log');
  await log.waitFor();
  return {
    page,
    troubles,
    open: async (conversation) => {
      const drawer = page.getByRole('button', { name: 'Conversations', exact: true });
      if (await drawer.isVisible()) await drawer.click();
      await page.locator(`.entry[title="${conversation}"]`).click();
      await page.locator(`.entry[title="${conversation}"][aria-current="page"]`).waitFor({ state: 'attached' });
    },
    say: async (text) => {
      const field = page.getByLabel('Message', { exact: true });
      await field.fill(text);
      await field.press('Enter');
    },
    card: (words) => log.locator('article:not(.ephemeral)', { hasText: words }).last(),
    private: log.locator('article.ephemeral').last(),
    press: (place, button) => place.getByRole('button', { name: button, exact: true }).click(),
    form: page.getByRole('dialog'),
  };
}

/** Runs in the page, which knows names that Node does not: every text ever shown that only a bug writes becomes a console error. */
const watchWords = `
  const bug = /\\bundefined\\b|\\bNaN\\b|\\[object Object\\]|Invalid Date/;
  new MutationObserver((changes) => {
    for (const { addedNodes, target } of changes)
      for (const { textContent } of [...addedNodes, target]) {
        const found = bug.exec(textContent ?? '');
        if (found !== null) console.error('The page shows: ' + textContent.slice(Math.max(0, found.index - 60)).slice(0, 120));
      }
  }).observe(document, { childList: true, subtree: true, characterData: true });
`;
