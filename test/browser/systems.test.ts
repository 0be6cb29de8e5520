// A new user of the demo practises the worst incident of each system: causes it in the panel, sees it, and mends it by the runbook.

import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { findBrowser, noBrowser, openBrowser, visit, type Visitor } from '../support/browser.ts';
import { carryOutInPage } from '../support/carry-out-in-page.ts';
import { startDemo, type Demo } from '../support/demo.ts';

/** It goes by the real clock, with real processes that are started anew. */
const withinMs = 300_000;

let demo: Demo | undefined;
let browser: Browser | undefined;
let maria: Visitor;
let jonas: Visitor;

beforeAll(async () => {
  if (findBrowser() === undefined) return;
  demo = await startDemo();
  browser = await openBrowser();
  maria = await visit(browser, demo.url, 'Maria Silva');
  jonas = await visit(browser, demo.url, 'Jonas Berg');
}, withinMs);
afterAll(async () => {
  await browser?.close();
  expect((await demo?.stop()) ?? [], 'what the demo left behind').toEqual([]);
}, withinMs);
beforeEach(({ skip }) => skip(findBrowser() === undefined, noBrowser));

interface Incident {
  readonly system: string;
  readonly fault: string;
  readonly procedure: string;
  /** Of the run, where it asks for any. */
  readonly parameters?: (demo: Demo) => string;
  readonly choices?: readonly string[];
}

const incidents: readonly Incident[] = [
  { system: 'aether', fault: 'restart-fails', procedure: 'system-down' },
  {
    system: 'algorhythmic',
    fault: 'bad-release',
    procedure: 'complete-outage',
    choices: ['Roll back the last release'],
  },
  { system: 'aeris', fault: 'database-corrupt', procedure: 'database-corruption' },
  { system: 'daena', fault: 'data-corruption', procedure: 'data-corruption', choices: ['Restore the snapshot'] },
  {
    system: 'ace',
    fault: 'bad-release',
    procedure: 'emergency-rollback',
    parameters: ({ goodRevision }) => `revision=${goodRevision}`,
  },
];

test.each(incidents)(
  '$system: $fault is caused, seen, and mended by $procedure',
  async ({ system, fault, procedure, parameters, choices = [] }) => {
    if (demo === undefined) throw new Error('The demo did not start.');
    for (const person of [maria, jonas]) await person.open('ops');
    const card = await benchCard(system);
    // The demo begins with a bad release of ACE.
    if (await card.locator('.dot.ill').isVisible())
      await card.getByRole('button', { name: `Reset ${system}`, exact: true }).click();
    await card.locator('.dot:not(.ill)').waitFor({ timeout: 60_000 });
    await card.getByText('Faults (').click();
    await card.getByRole('button', { name: `Cause ${fault}`, exact: true }).click();
    await card.locator('.dot:not(.well)').waitFor({ timeout: 60_000 });

    await maria.say(`/ops check ${system}`);
    await maria.private.getByText(new RegExp(`^${system}: (warning|critical|unknown)`)).waitFor({ timeout: 60_000 });
    const end = await carryOutInPage(maria, jonas, {
      procedure: `${system}.${procedure}`,
      parameters: parameters?.(demo) ?? '',
      choices,
    });
    expect(await end.innerText()).toMatch(/\bDone\./);
    expect(await end.innerText()).toContain('@jonas');
    await card.locator('.dot:not(.ill)').waitFor({ timeout: 30_000 });
    expect([...maria.troubles, ...jonas.troubles]).toEqual([]);
  },
  withinMs,
);

async function benchCard(system: string): Promise<Locator> {
  await maria.page.getByRole('button', { name: 'Control panel', exact: true }).click();
  const card = maria.page.locator(`.bench-card[data-system="${system}"]`);
  await card.locator('.dot.well, .dot.changed, .dot.ill').waitFor();
  return card;
}
