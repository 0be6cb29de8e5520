// Carries one procedure out as two people do it in their browsers: one runs, asks, ticks and chooses, the other approves.

import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import type { Visitor } from './browser.ts';

interface Deed {
  /** `aether.system-down`, with what follows it in the command. */
  readonly procedure: string;
  readonly parameters?: string;
  /** The labels of the buttons where a person chooses, in order. */
  readonly choices?: readonly string[];
}

const stepMs = 90_000;

/** Both look at the channel already. Answers the card as it stands at the end. */
export async function carryOutInPage(asks: Visitor, approves: Visitor, deed: Deed): Promise<Locator> {
  const { procedure, parameters = '', choices = [] } = deed;
  const before = await asks.page.locator('article').count();
  await asks.say(`/ops run ${procedure} ${parameters}`.trim());
  await expect.poll(() => asks.page.locator('article').count(), { timeout: stepMs }).toBeGreaterThan(before);
  const card = asks.card(procedure);
  const left = [...choices];
  for (let seen = ''; ;) {
    let text = '';
    let buttons: readonly string[] = [];
    const isAsking = async (): Promise<boolean> => {
      text = await card.innerText();
      buttons = await card.locator('button:not([aria-busy="true"])').allInnerTexts();
      // Evidence that is about to arrive would change the card under the finger.
      return (
        text !== seen && !text.includes('What can be seen now follows') && whatNext(text, buttons, left) !== undefined
      );
    };
    await expect.poll(isAsking, { timeout: stepMs, message: `${procedure} goes on from:\n${seen}` }).toBe(true);
    const next = whatNext(text, buttons, left);
    if (next === undefined || next === 'end') return card;
    if (next === 'Done with the ticked ones')
      for (const box of await card.getByRole('checkbox').all()) await box.check();
    const place = next === 'Approve' ? approves.card(procedure) : card;
    if (!(await isPressed(place, next))) continue;
    // A slow machine may let a press expire before its form is open.
    if (next === 'Ask for approval' && !(await isOpen(asks.form))) continue;
    seen = text;
    if (next === left[0]) left.shift();
    if (next !== 'Ask for approval') continue;
    await asks.form.getByRole('textbox').fill(`to mend it with ${procedure}`);
    await asks.press(asks.form, 'Ask');
  }
}

/** False when the card was edited under the finger: then one looks at it again. */
function isPressed(place: Locator, button: string): Promise<boolean> {
  const click = place.getByRole('button', { name: button, exact: true }).click({ timeout: 5_000 });
  return click.then(
    () => true,
    () => false,
  );
}

export function isOpen(form: Locator): Promise<boolean> {
  return form.waitFor({ timeout: 5_000 }).then(
    () => true,
    () => false,
  );
}

/** The button to press, `end` when there is nothing more to do, undefined while nobody is asked. */
function whatNext(text: string, buttons: readonly string[], choices: readonly string[]): string | undefined {
  const wanted = [
    'Run',
    'Start',
    'Ask for approval',
    'Approve',
    'Done',
    'Done with the ticked ones',
    ...choices.slice(0, 1),
  ];
  const found = wanted.find((each) => buttons.includes(each));
  return found ?? (/\b(Done|Failed)\.(?!\w)/.test(text) ? 'end' : undefined);
}
