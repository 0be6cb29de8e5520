// The README's command, driven as its reader does it: two people in two windows roll a bad release back.

import { afterEach, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { findBrowser, noBrowser, openBrowser, visit } from '../support/browser.ts';
import { startDemo, type Demo } from '../support/demo.ts';
import { askForApproval } from '../support/walk-tour.ts';

let browser: Browser | undefined;
let demo: Demo | undefined;

afterEach(async () => {
  await browser?.close();
  await demo?.stop();
});

test('npm run demo: one person asks, another approves, the old version is back', async ({ skip }) => {
  skip(findBrowser() === undefined, noBrowser);
  const started = await startDemo();
  demo = started;
  browser = await openBrowser();
  const [maria, jonas] = await Promise.all([
    visit(browser, started.url, 'Maria Silva'),
    visit(browser, started.url, 'Jonas Berg'),
  ]);
  const before = await fetch(`${started.aceUrl}/version`).then((answer) => answer.json());
  expect(before).not.toMatchObject({ revision: expect.stringContaining(started.goodRevision) });

  await maria.open('ops');
  await maria.say('/ops health');
  await maria.private.getByText('disk', { exact: true }).waitFor();
  await maria.say(`/ops run ace.emergency-rollback revision=${started.goodRevision}`);
  await askForApproval(maria);
  await maria.form.getByRole('textbox').fill('v1.10 answers 503');
  await maria.press(maria.form, 'Ask');

  await jonas.open('opsbook');
  const request = jonas.card('Approve?');
  await request.getByText('v1.10 answers 503').waitFor();
  await request.getByText('git switch --detach').waitFor();
  await jonas.press(request, 'Approve');
  await jonas.card('Approved by').waitFor();

  for (const step of [8, 9, 10]) await maria.press(maria.card(`step ${step} of 10`), 'Done');
  const done = maria.card('Done.');
  await done.getByText('@jonas').waitFor();
  expect(await done.getByRole('button', { name: /Approve|Done|Cancel/ }).count()).toBe(0);
  await done.getByRole('button', { name: 'replies' }).click();
  await maria.page.getByLabel('Thread', { exact: true }).getByText('rolled out').waitFor();

  const after = await fetch(`${started.aceUrl}/version`).then((answer) => answer.json());
  expect(after).toMatchObject({ revision: expect.stringContaining(started.goodRevision) });
  expect(await started.verifyAudit()).toMatch(/^The record is whole: \d+ entries\./);
  expect([...maria.troubles, ...jonas.troubles]).toEqual([]);
  expect(await started.stop(), 'what the demo left behind').toEqual([]);
}, 240_000);
