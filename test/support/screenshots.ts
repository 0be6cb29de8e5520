// `npm run screenshots`: takes the README's pictures of the demo, moment by moment, while the tour is walked and afterwards.

import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { openBrowser, visit, type Visitor } from './browser.ts';
import { startDemo } from './demo.ts';
import { askForApproval, walkTour } from './walk-tour.ts';

const folder = path.resolve(import.meta.dirname, '../../docs/images');
/** A README loads all of them at once. */
const mostBytes = 150_000;
const tooLarge: string[] = [];

await mkdir(folder, { recursive: true });
const demo = await startDemo({ hasHistory: true });
try {
  const browser = await openBrowser();
  try {
    const maria = await visit(browser, demo.url, 'Maria Silva');
    const jonas = await visit(browser, demo.url, 'Jonas Berg');
    await maria.page.setViewportSize({ width: 1080, height: 720 });
    await maria.open('incidents');
    await maria.card('ace: Check service').getByText('errors').waitFor({ timeout: 90_000 });
    await picture(maria, 'check-red', maria.card('ace: Check service'));
    await maria.open('general');
    await picture(maria, 'tour');
    const atStep: Readonly<Record<string, () => Promise<void>>> = {
      'Look at the runbook': () => inChannel(maria, 'incident', 'Next update by'),
      'Ask for approval': () => picture(maria, 'plan', maria.card('Planned.')),
      'The question to Jonas': () => picture(maria, 'approval', maria.card('Approve?')),
      'Tell everybody': () => inChannel(maria, 'done', 'Done.'),
      'Resolve it': () => picture(maria, 'update', maria.card('Update 1')),
      'Read the post-mortem': () => picture(maria, 'post-mortem', maria.card('owns it')),
    };
    await walkTour(maria, async (title) => atStep[title]?.());
    await doubt(maria, jonas, demo.goodRevision);
    await phone(
      await visit(browser, demo.url, 'Maria Silva', { viewport: { width: 390, height: 844 }, isMobile: true }),
    );
  } finally {
    await browser.close();
  }
} finally {
  await demo.stop();
}
if (tooLarge.length > 0)
  throw new Error(`${tooLarge.join(', ')}; more than ${mostBytes} make the README slow. Show less of the page.`);

/** The tour speaks of a channel that is not yet open. */
async function inChannel(visitor: Visitor, name: string, words: string): Promise<void> {
  const open = visitor.page.getByRole('region', { name: 'Guided tour' }).getByRole('button', { name: /^Open / });
  if (await open.isVisible()) await open.click();
  await visitor.card(words).waitFor();
  await picture(visitor, name, visitor.card(words));
}

/** Kills the bot in the middle of a step, and shows what it asks when it is back. */
async function doubt(maria: Visitor, jonas: Visitor, revision: string): Promise<void> {
  await maria.open('ops');
  await jonas.open('ops');
  await maria.page.getByRole('button', { name: 'Control panel', exact: true }).click();
  await maria.page.getByRole('button', { name: 'Kill the bot in the next step' }).click();
  await maria.page.getByText('will be killed in the next step').waitFor();
  await maria.say(`/ops run ace.emergency-rollback revision=${revision}`);
  await askForApproval(maria);
  await maria.form.getByRole('textbox').fill('v1.10 answers 503 to every request.');
  await maria.press(maria.form, 'Ask');
  await jonas.press(jonas.card('Waiting for approval'), 'Approve');
  await maria.card('In doubt.').waitFor({ timeout: 120_000 });
  await maria.page.getByRole('button', { name: 'Close panel' }).click();
  await picture(maria, 'in-doubt', maria.card('In doubt.'));
}

async function phone(visitor: Visitor): Promise<void> {
  await visitor.open('incidents');
  await picture(visitor, 'phone');
}

/** Of the whole window; of the conversation alone where a message is to be shown. */
async function picture(visitor: Visitor, name: string, shown?: Locator): Promise<void> {
  const file = path.join(folder, `${name}.png`);
  await shown?.evaluate((message: { scrollIntoView(options: object): void }) =>
    message.scrollIntoView({ block: 'nearest' }),
  );
  const place = shown === undefined ? visitor.page : visitor.page.locator('.main');
  await place.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
  const { size } = await stat(file);
  if (size > mostBytes) tooLarge.push(`${name} has ${size} bytes`);
  process.stdout.write(`${file}: ${size} bytes\n`);
}
