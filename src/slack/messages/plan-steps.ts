// The steps of a plan as an approver reads them: exact text, target, risk and why. What does not fit is said, never cut silently.

import type { KnownBlock } from '@slack/types';
import type { Plan } from '../../runbooks/planned.ts';
import type { Evidence } from '../../runs/evidence.ts';
import { context, section } from '../blocks.ts';
import { clamp, plain, sizeOf } from '../fit.ts';
import { optionsOf } from './condition.ts';
import { withEvidence } from './evidence.ts';
import { plannedTexts } from './planned-step.ts';
import { exactText } from './planned-words.ts';
import { riskInWords } from './risk-in-words.ts';
import type { StepTexts } from './step-texts.ts';

export interface PlanBlocks {
  readonly blocks: readonly KnownBlock[];
  /** False when steps are missing: then the whole plan goes to the thread of the run's card as a file. */
  readonly isWhole: boolean;
}

/** Characters of all steps together; the rest of what one message holds is for what stands around them. */
const budget = 7_000;
const perBody = 2_400;
const titleLength = 200;
const noteLength = 350;
const notesLength = 2_900;
const mostSteps = 15;

/** `rest` says where the whole plan is when it does not fit here. */
export function planBlocks(
  plan: Plan,
  rest = "a file in this message's thread",
  seen: Evidence | null = null,
): PlanBlocks {
  const blocks: KnownBlock[] = [];
  let used = 0;
  let shown = 0;
  const known = new Set<string>();
  const options = optionsOf(plan.steps);
  for (const [index, step] of plan.steps.entries()) {
    const isShort = shown < mostSteps && step.title.length + exactText(step).length <= 2 * perBody;
    const texts = isShort ? withEvidence(plannedTexts(step, options, known), step, index, seen) : undefined;
    const own = texts && stepBlocks(texts, index);
    if (own === undefined) break;
    used += own.reduce((sum, block) => sum + sizeOf(block), 0);
    if (used > budget) break;
    blocks.push(...own);
    shown += 1;
  }
  const left = plan.steps.length - shown;
  if (left > 0)
    blocks.push(
      section(`:page_facing_up: *${left} more ${left === 1 ? 'step' : 'steps'}*: the whole plan is ${rest}.`),
    );
  return { blocks, isWhole: left === 0 };
}

/** Undefined when the step cannot be shown in full. */
function stepBlocks(texts: StepTexts, index: number): KnownBlock[] | undefined {
  const title = plain(texts.title, Infinity);
  const body = texts.pieces.join('\n');
  const notes = texts.notes.join(' · ');
  const isCut = isLonger(title, titleLength) || isLonger(body, perBody) || isLonger(notes, notesLength);
  if (isCut || texts.notes.some((note) => isLonger(note, noteLength))) return undefined;
  return [section(`*${index + 1}. ${title}*\n${body}`), ...(notes === '' ? [] : [context(notes)])];
}

function isLonger(text: string, max: number): boolean {
  return clamp(text, max) !== text;
}

/** What the whole plan amounts to, for the line above its buttons. */
export function inOneLine(plan: Plan): string {
  const isAllByHand = isByHand(plan);
  const dangerous = (['destroy', 'change'] as const).flatMap((risk) => {
    const steps = plan.steps.flatMap((step, index) =>
      (isAllByHand || 'target' in step) && step.risk === risk ? [index + 1] : [],
    );
    return steps.length === 0
      ? []
      : [`${riskInWords(risk)} in ${steps.length === 1 ? 'step' : 'steps'} ${numbers(steps)}`];
  });
  const { length } = plan.steps;
  const what = dangerous.length === 0 ? ['nothing is changed'] : dangerous;
  const count = `${length} ${length === 1 ? 'step' : 'steps'}${isAllByHand ? ', all by hand' : ''}`;
  return `${plain(plan.title, 150)}: ${[count, ...what].join(', ')}`;
}

/** Whether people do all of it: Opsbook carries out no step. */
export function isByHand({ steps }: Plan): boolean {
  return !steps.some((step) => 'target' in step);
}

const mostNumbers = 10;

function numbers(steps: readonly number[]): string {
  const more = steps.length > mostNumbers ? ` and ${steps.length - mostNumbers} more` : '';
  return steps.slice(0, mostNumbers).join(', ') + more;
}
