// `npm run screenshots`: takes the README's pictures of the demo: the plan and its approval, the run under way, the end.

import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { openBrowser, visit, type Visitor } from './browser.ts';
import { startDemo } from './demo.ts';

const folder = path.resolve(import.meta.dirname, '../../docs/images');
/** A README loads all of them at once. */
const mostBytes = 150_000;

await mkdir(folder, { recursive: true });
const demo = await startDemo();
try {
  const browser = await openBrowser();
  try {
    const maria = await visit(browser, demo.url, 'Maria Silva');
    const jonas = await visit(browser, demo.url, 'Jonas Berg');
    await maria.open('ops');
    await maria.say(`/ops run ace.emergency-rollback revision=${demo.goodRevision}`);
    await maria.card('Planned.').waitFor();
    await picture(maria, 'plan');
    await maria.press(maria.card('Planned.'), 'Ask for approval');
    await maria.form.getByRole('textbox').fill('v1.10 answers 503 to every request.');
    await picture(maria, 'reason');
    await maria.press(maria.form, 'Ask');
    await jonas.open('opsbook');
    await jonas.card('Approve?').waitFor();
    await picture(jonas, 'approval');
    await jonas.press(jonas.card('Approve?'), 'Approve');
    await maria.card('step 8 of 10').waitFor();
    for (const step of [8, 9, 10]) await maria.press(maria.card(`step ${step} of 10`), 'Done');
    await maria.card('Done.').waitFor();
    await picture(maria, 'done');
  } finally {
    await browser.close();
  }
} finally {
  await demo.stop();
}

/** Of the whole window. */
async function picture(visitor: Visitor, name: string): Promise<void> {
  const file = path.join(folder, `${name}.png`);
  await visitor.page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
  const { size } = await stat(file);
  if (size > mostBytes) throw new Error(`${file} has ${size} bytes; more than ${mostBytes} make the README slow.`);
  process.stdout.write(`${file}: ${size} bytes\n`);
}
