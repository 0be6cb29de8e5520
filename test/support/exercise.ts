// Carries one procedure out through Slack as its people would: runs or asks, approves, ticks, chooses, waits. What a practice system's
// runbook promises is tested by a list of these, one for each procedure at least.

import { z } from 'zod';
import type { ReadableMessage } from '../../practice/slack/people/readable.ts';
import type { PracticeSystem } from '../../practice/kit/system.ts';
import type { Opsbook } from './opsbook.ts';

export interface Exercise {
  /** `ace.restart`. */
  readonly procedure: string;
  /** Several exercises of one procedure are told apart by this. */
  readonly about?: string;
  /** Caused before the command. */
  readonly faults?: readonly string[];
  /** Carried out through Slack before it: what this one puts right or needs. */
  readonly after?: readonly Exercise[];
  /** Typed after the procedure's name. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** The labels of the buttons that are pressed where a person chooses, in order. */
  readonly choices?: readonly string[];
  readonly ends: 'Done.' | 'Failed.';
  /** What its last card says besides. */
  readonly says?: readonly string[];
  /** What the system's `look` answers afterwards, as far as it matters; compared with `toMatchObject`. */
  readonly leaves?: object;
}

export interface Scene {
  /** Slack takes one post a second and channel, so each exercise has one of its own. */
  readonly channel: string;
  readonly asks: string;
  /** They say yes in turns. */
  readonly approves: readonly string[];
}

const stepNow = z.object({
  kind: z.string().nullable(),
  everyMs: z.number().nullable(),
  forMs: z.number().nullable(),
  timeoutMs: z.number().nullable(),
  leftMs: z.number().nullable(),
});

/** Answers the card as it stands at the end. `approvals` in the answer is how many yeses it took. */
export async function exercise(
  opsbook: Opsbook,
  { channel, asks, approves }: Scene,
  { procedure, parameters = {}, choices = [] }: Exercise,
): Promise<{ readonly card: ReadableMessage; readonly approvals: number }> {
  const { slack } = opsbook;
  const person = slack.as(asks);
  const words = Object.entries(parameters).map(([name, value]) => `${name}="${value}"`);
  const before = new Set(person.sees(channel).map(({ ts }) => ts));
  await person.type(channel, ['/ops run', procedure, ...words].join(' '));
  const labels = [...choices];
  let approvals = 0;
  let hasBegun = false;
  for (let seen = ''; ;) {
    const card = await slack.until(
      () => {
        const told = person.sees(channel).filter((each) => !before.has(each.ts) && each.threadTs === undefined);
        const isCard = ({ text }: ReadableMessage): boolean => text.replaceAll('`', '').includes(`${procedure} · run `);
        // Evidence that is about to arrive would change the card under the finger.
        const isWhole = ({ text }: ReadableMessage): boolean => !text.includes('What can be seen now follows');
        return told.find((each) => each.isEphemeral || (isCard(each) && isWhole(each) && signOf(each) !== seen));
      },
      { what: `the card of ${procedure} to go on from:\n${seen}`, timeoutMs: 45_000 },
    );
    if (card.isEphemeral) throw new Error(`${procedure} was refused: ${card.text}`);
    seen = signOf(card);
    const has = (text: string): boolean => card.buttons.some((button) => button.text === text);
    if (!has('Cancel') && !has('It happened')) return { card, approvals };
    const begin = ['Run', 'Start', 'Ask for approval'].find((text) => has(text));
    if (begin !== undefined) {
      // The card may be edited once more before it shows what the press has brought about.
      if (hasBegun) continue;
      hasBegun = true;
      await person.click(card, begin);
      if (begin !== 'Ask for approval') continue;
      await opsbook.submit(asks, { reason: `exercise of ${procedure}` });
    } else if (has('Approve')) {
      await slack.as(approves[approvals % approves.length] ?? asks).click(card, 'Approve');
      approvals += 1;
    } else if (has('Done')) await person.click(card, 'Done');
    else if (has('Done with the ticked ones')) await person.click(card, 'Done with the ticked ones', allTicked(card));
    else if (has('It happened') || card.buttons.some(({ actionId }) => actionId === 'step.choose')) {
      const label = labels.shift();
      const offered = card.buttons.map(({ text }) => text).join(', ');
      if (label === undefined)
        throw new Error(`${procedure} asks for a choice that the exercise does not make: ${offered}\n${card.text}`);
      await person.click(card, label);
    } else await passWaits(opsbook);
  }
}

/** Two cards with one sign ask the same of the same person. */
function signOf({ text, buttons }: ReadableMessage): string {
  return `${text}\n[${buttons.map((button) => button.text).join('] [')}]`;
}

function allTicked(card: ReadableMessage): Readonly<Record<string, readonly string[]>> {
  const labels = card.blocks.flatMap((block) => labelsIn(block));
  return { 'Done so far': labels };
}

const boxes = z.object({
  element: z.object({
    type: z.literal('checkboxes'),
    options: z.array(z.object({ text: z.object({ text: z.string() }) })),
  }),
});

function labelsIn(block: unknown): readonly string[] {
  const found = boxes.safeParse(block);
  return found.success ? found.data.element.options.map(({ text }) => text.text) : [];
}

/**
 * A `wait` of the last run is over at once, and what has to hold for a long time is looked at no oftener than it must be: a pause of
 * more than three times `every` and a `timeout` would begin the count anew. All else goes by the real clock.
 */
async function passWaits({ db }: Opsbook): Promise<void> {
  const row = await db.database.one(
    stepNow,
    `select plan -> 'steps' -> cursor ->> 'kind' as kind,
            (plan -> 'steps' -> cursor ->> 'everyMs')::float8 as every_ms,
            (plan -> 'steps' -> cursor ->> 'forMs')::float8 as for_ms,
            (plan -> 'steps' -> cursor ->> 'timeoutMs')::float8 as timeout_ms,
            (extract(epoch from wake_at - ops_now()) * 1000)::float8 as left_ms
       from run order by id desc limit 1`,
  );
  if (row === undefined || row.leftMs === null || row.leftMs <= 0) return;
  if (row.kind === 'wait') await db.clock.advance(Math.ceil(row.leftMs) + 1_000);
  else if (row.everyMs !== null && row.forMs !== null)
    await db.clock.advance(Math.ceil(3 * row.everyMs + 0.75 * (row.timeoutMs ?? 0)));
}

export function nameOf({ procedure, about }: Exercise): string {
  return about === undefined ? procedure : `${procedure}: ${about}`;
}

/** Resets the system, causes the faults, and carries out what comes before. */
export async function setScene(opsbook: Opsbook, scene: Scene, system: PracticeSystem, one: Exercise): Promise<void> {
  await system.reset();
  for (const fault of one.faults ?? []) await system.cause(fault);
  for (const earlier of one.after ?? []) await exercise(opsbook, scene, earlier);
}
