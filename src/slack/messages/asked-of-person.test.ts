import type { KnownBlock } from '@slack/types';
import { describe, expect, test } from 'vitest';
import { refusals } from '../../../test/support/block-kit.ts';
import { noon, planOf, runOf } from '../../../test/support/sample-run.ts';
import type { PlannedManualStep, PlannedStep } from '../../runbooks/planned.ts';
import { fit, type SlackMessage } from '../fit.ts';
import { planBlocks } from './plan-steps.ts';
import { runCard } from './run-card.ts';

function cardOf(steps: readonly PlannedStep[], cursor = 0): SlackMessage {
  const step = steps[cursor];
  const say = step?.kind === 'manual' ? step.text : '';
  const run = runOf({ state: 'waiting', plan: planOf({ steps: [...steps] }), cursor, startedAt: noon, say });
  return runCard({
    run,
    approval: undefined,
    votes: [],
    attempts: [],
    obstacle: undefined,
    undoneBy: [],
    review: undefined,
    successor: undefined,
    beforehand: undefined,
    mention: (name) => name,
  });
}

function item(text: string, change: Partial<PlannedManualStep> = {}): PlannedManualStep {
  return { kind: 'manual', title: '', risk: 'read', because: [], text, ...change };
}

const textOf = (message: SlackMessage): string => JSON.stringify(message.blocks).replaceAll('\\n', '\n');
const boxes = ({ blocks }: SlackMessage): KnownBlock | undefined => blocks.find(({ type }) => type === 'input');

describe('a step of a guide', () => {
  const block = { language: 'sh', placeholders: ['<pod>'] } as const;

  test('is on the card with what to copy, what to fill in and why to take care', () => {
    const words = 'The pod hangs.\nDelete it:';
    const step = item('kubectl delete pod <pod>', { title: 'Delete it', words, risk: 'change', because: ['It restarts'], block: { ...block, placeholders: ['<pod>'] } }); // prettier-ignore
    const text = textOf(cardOf([step]));
    for (const part of [
      'step 1 of 1: *Delete it*',
      'The pod hangs.\nDelete it:\n```kubectl delete pod &lt;pod&gt;```',
      ':large_yellow_circle: *change*: It restarts',
      'fill in `&lt;pod&gt;` before you use it',
      'step.tick',
    ])
      expect(text).toContain(part);
  });

  test('that is longer than the card says where it is whole, and the plan’s file is there', () => {
    const text = Array.from({ length: 400 }, (_, line) => `echo line ${line} of it`).join('\n');
    const step = item(text, { block: { language: 'sh', placeholders: [] } });
    const card = cardOf([step]);
    expect(textOf(card)).toContain('```echo line 0 of it\n');
    expect(textOf(card)).toContain("Cut here: the whole step is in the file in this message's thread, and in `runbooks/shop.md`."); // prettier-ignore
    expect(planBlocks(planOf({ steps: [step] })).isWhole).toBe(false);
    expect(refusals(card)).toEqual([]);
  });

  test('without a block stands in one line, with its risk where it has one', () => {
    expect(textOf(cardOf([item('Call the porter')]))).toContain('step 1 of 1: Call the porter');
    const risky = textOf(cardOf([item('Drop the table', { risk: 'destroy', because: ['It says “drop”'] })]));
    expect(risky).toContain(':red_circle: *destroy*: It says “drop”');
  });
});

describe('items that are ticked together', () => {
  const four = ['Call', 'Look', 'Write', 'Send'].map((text) => item(text));

  test('have a box each, and one button', () => {
    const card = cardOf([item('Before'), item('Then'), ...four].slice(1), 1);
    expect(textOf(card)).toContain('steps 2–5 of 5: tick what is done');
    expect(boxes(card)).toMatchObject({
      block_id: 'checklist:42:1',
      element: {
        options: [
          { text: { text: '2. Call' }, value: '1' },
          { text: { text: '3. Look' }, value: '2' },
          { text: { text: '4. Write' }, value: '3' },
          { text: { text: '5. Send' }, value: '4' },
        ],
      },
    });
    expect(textOf(card)).toContain('"value":"42:1"');
    expect(textOf(card)).not.toContain('step.tick');
  });

  test('say their risk beside the box, and what does not fit there above', () => {
    const long = `Ring ${'every single '.repeat(10)}doorbell`;
    const card = cardOf([item(long, { words: 'At the gate:', risk: 'change' }), ...four]);
    expect(textOf(card)).toContain(`At the gate:\n*1.* ${long}"`);
    expect(JSON.stringify(boxes(card))).toContain('"description":{"type":"plain_text","text":":large_yellow_circle: change"}'); // prettier-ignore
    expect(fit(card)).toEqual(card);
    expect(refusals(card)).toEqual([]);
  });
});
