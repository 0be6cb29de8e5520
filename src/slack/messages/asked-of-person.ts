// What a run that waits asks of a person: the step with all that is to be copied, or the items of a checklist to tick.

import type { KnownBlock } from '@slack/types';
import type { PlannedManualStep } from '../../runbooks/planned.ts';
import { tickedTogether } from '../../runs/checklist.ts';
import type { Run } from '../../runs/run.ts';
import { actions, checkBoxes, context, section, type ButtonSpec } from '../blocks.ts';
import { code, codeBlock, plain, sizeInCode, sizeOf, visible } from '../fit.ts';
import { notesByHand, toDoByHand } from './by-hand.ts';
import { titleOf } from './planned-words.ts';
import { optionText } from '../limits.ts';
import { gathered } from './step-texts.ts';

export interface Asked {
  /** Which step, and what is asked where that is one line or one command. */
  readonly headline: string;
  readonly blocks: readonly KnownBlock[];
  /** What stands right above the buttons. */
  readonly inputs: readonly KnownBlock[];
}

/** Characters of a card that are left for the step itself. */
const room = 3_800;
const sectionLength = 2_800;
const toDoLength = 2_700;
/** Twice what an item that is ticked with others, and the words above it, have before they are escaped. */
const itemLength = 400;
const wordsLength = 900;

export function askedOfPerson(run: Run): Asked {
  const { steps } = run.plan;
  const together = tickedTogether(run);
  const last = together.at(-1);
  if (last !== undefined) {
    const headline = `, steps ${run.cursor + 1}–${last + 1} of ${steps.length}: tick what is done`;
    return { headline, ...items(run, together) };
  }
  const where = `, step ${run.cursor + 1} of ${steps.length}:`;
  const step = steps[run.cursor];
  if (step?.kind !== 'manual') return { headline: `${where} ${toDo(run)}`, blocks: [], inputs: [] };
  if (step.block !== undefined || step.words !== undefined)
    return { headline: `${where} *${plain(titleOf(step), 200)}*`, blocks: byHand(run, step), inputs: [] };
  const notes = step.risk === 'read' ? [] : [context(notesByHand(step).join(' · '))];
  return { headline: `${where} ${toDo(run)}`, blocks: notes, inputs: [] };
}

/** What a person is to do by hand. A command among it stays exactly as it is, to be copied. */
function toDo(run: Run): string {
  const size = sizeInCode(run.say);
  const text = /[*_~`\n]/.test(run.say) ? `\n${codeBlock(run.say, toDoLength)}` : plain(run.say, toDoLength);
  return size <= toDoLength ? text : `${text}\n${cutHere(run)}`;
}

/** A step that is longer than this card can hold is longer than a plan's card can hold too, so the plan's file is there. */
function cutHere({ plan }: Run): string {
  return `:scissors: Cut here: the whole step is in the file in this message's thread, and in ${code(plan.file, 100)}.`;
}

function byHand(run: Run, step: PlannedManualStep): KnownBlock[] {
  const blocks: KnownBlock[] = [];
  let used = 0;
  for (const piece of gathered(toDoByHand(step), '\n', sectionLength)) {
    const block = section(piece);
    used += sizeOf(block);
    if (used > room) {
      blocks.push(section(cutHere(run)));
      break;
    }
    blocks.push(block);
  }
  return [...blocks, context(notesByHand(step).join(' · '))];
}

/** A box for each; what does not fit beside its box stands above in full. */
function items(run: Run, together: readonly number[]): Pick<Asked, 'blocks' | 'inputs'> {
  const all = together.flatMap((index) => {
    const step = run.plan.steps[index];
    return step?.kind === 'manual' ? [{ index, step, label: `${index + 1}. ${visible(step.text)}` }] : [];
  });
  const long = all.filter(({ label }) => Array.from(label).length > optionText);
  const words = all[0]?.step.words;
  const above = [
    ...(words === undefined ? [] : [plain(words, wordsLength)]),
    ...long.map(({ index, step }) => `*${index + 1}.* ${plain(step.text, itemLength)}`),
  ];
  const options = all.map(({ index, step, label }) => {
    const about = step.risk === 'read' ? {} : { description: `:large_yellow_circle: ${step.risk}` };
    return { text: label, value: String(index), ...about };
  });
  return {
    blocks: gathered(above, '\n', sectionLength).map((text) => section(text)),
    inputs: [
      checkBoxes({
        block: `checklist:${run.id}:${run.cursor}`,
        input: 'checklist.box',
        label: 'Done so far',
        options,
      }),
    ],
  };
}

export function personButtons(run: Run, cancel: ButtonSpec): KnownBlock[] {
  const at = `${run.id}:${run.cursor}`;
  const step = run.plan.steps[run.cursor];
  if (tickedTogether(run).length > 0) {
    const done = { action: 'checklist.tick', text: 'Done with the ticked ones', value: at, style: 'primary' } as const;
    return [actions(done, cancel)];
  }
  if (step?.kind !== 'choose') {
    return [actions({ action: 'step.tick', text: 'Done', value: at, style: 'primary' }, cancel)];
  }
  // One block each: Slack wants every action_id of a block to be another.
  const options = step.options.map(({ value, label }): ButtonSpec => {
    return { action: 'step.choose', text: label, value: `${at}:${value}` };
  });
  return [...options, cancel].map((button) => actions(button));
}
