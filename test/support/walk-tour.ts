// Walks the demo's guided tour in one window as a newcomer does: by what the tour offers, and what the product's cards ask for.

import type { Visitor } from './browser.ts';
import { isOpen } from './carry-out-in-page.ts';

/** `see` is called while the step of this title is on, when Jonas has the question before him, and at the end. */
export async function walkTour(
  visitor: Visitor,
  see: (title: string) => Promise<void> = async () => undefined,
): Promise<void> {
  const { page } = visitor;
  const tour = page.getByRole('region', { name: 'Guided tour' });
  const begin = async (title: string): Promise<void> => {
    await tour.locator('summary strong', { hasText: title }).waitFor({ timeout: 60_000 });
    await see(title);
    const open = tour.getByRole('button', { name: /^Open / });
    if (await open.isVisible()) await open.click();
  };
  const write = async (): Promise<void> => {
    await tour.getByRole('button', { name: 'Write it for me' }).click();
    await page.getByLabel('Message', { exact: true }).press('Enter');
  };
  const become = (name: string): Promise<void> => tour.getByRole('link', { name: `Be ${name}` }).click();

  for (const title of ['Look at ACE', 'Declare an incident', 'Look at the runbook', 'Plan the rollback']) {
    await begin(title);
    await write();
  }
  await begin('Ask for approval');
  await askForApproval(visitor);
  await visitor.form.getByRole('textbox').fill('v1.10 answers 503 to every request.');
  await visitor.press(visitor.form, 'Ask');
  await begin('Approve as somebody else');
  await become('Jonas Berg');
  await visitor.card('Approve?').waitFor({ timeout: 60_000 });
  await see('The question to Jonas');
  await visitor.press(visitor.card('Approve?'), 'Approve');
  await begin('Watch it run');
  await become('Maria Silva');
  for (const step of [8, 9, 10]) await visitor.press(visitor.card(`step ${step} of 10`), 'Done');
  for (const title of ['Tell everybody', 'Resolve it']) {
    await begin(title);
    await write();
  }
  await begin('Read the post-mortem');
  await visitor
    .card('owns it')
    .getByRole('button', { name: /repl(y|ies)/ })
    .click();
  const file = page.getByRole('link', { name: /post-mortem-\d+\.md/ }).last();
  const [opened] = await Promise.all([page.waitForEvent('popup'), file.click()]);
  await opened.close();
  await page.getByRole('button', { name: 'Close panel' }).click();
  await begin('The tour is over');
}

/** Once the evidence is there, which changes the card; until the form is open, since a slow machine may let a press expire. */
export async function askForApproval(visitor: Visitor): Promise<void> {
  const plan = visitor.card('Planned.').filter({ hasNotText: 'What can be seen now follows' });
  await plan.waitFor({ timeout: 60_000 });
  do await visitor.press(plan, 'Ask for approval');
  while (!(await isOpen(visitor.form)));
}
