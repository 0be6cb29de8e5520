// The app's home tab as its reader sees it: it says what waits without being loaded again, and its buttons work.

import { afterEach, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { findBrowser, noBrowser, openBrowser, visit } from '../support/browser.ts';
import { shopOf, startAsking, type AskingScene } from '../support/asking.ts';

let browser: Browser | undefined;
let scene: AskingScene | undefined;

afterEach(async () => {
  await browser?.close();
  await scene?.stop();
});

test('the home tab says what waits, and Show answers in the direct message', async ({ skip }) => {
  skip(findBrowser() === undefined, noBrowser);
  scene = await startAsking({ shop: shopOf({ id: 'all', settings: 'approve: 1' }) });
  browser = await openBrowser();
  const jonas = await visit(browser, scene.opsbook.slack.pageUrl, 'Jonas Berg');
  await jonas.page.locator('[data-control="home"]').click();
  const home = jonas.page.getByLabel('App home');
  await home.getByText('Nothing waits for you').waitFor();
  await scene.ask('shop.all');
  await home.getByText('asks for your yes until').waitFor();
  await jonas.press(home, 'Show');
  await jonas.open('opsbook');
  await jonas.card('Wipe it.').waitFor();
  expect(jonas.troubles).toEqual([]);
}, 60_000);
