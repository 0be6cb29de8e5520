// One step of a plan as texts for Slack: its title, what is done in pieces that each fit a section, and the notes below.

import type { PlannedShellStep, PlannedStep } from '../../runbooks/planned.ts';
import { conditionsOf } from '../../runs/scope.ts';
import { code, escape, plain } from '../fit.ts';
import { inCode, notesByHand, toDoByHand } from './by-hand.ts';
import { conditionInWords, type Options } from './condition.ts';
import { exactText, titleOf, triesInWords, where } from './planned-words.ts';
import { riskInWords } from './risk-in-words.ts';
import { inPieces } from './split-text.ts';
import { marksInWords } from './step-marks.ts';
import type { StepTexts } from './step-texts.ts';
import { inWords } from './time-in-words.ts';

/** Longer ones do not stand among the notes of a step. */
const longestExpect = 250;

/** A target's address stands with the first step that acts there: `known` collects them. */
export function plannedTexts(step: PlannedStep, options: Options, known: Set<string>): StepTexts {
  const conditions = conditionsOf(step).map((when) => ({ when, say: conditionInWords(when, options) }));
  const short = conditions.flatMap(({ say }) => say ?? []);
  const long = conditions.flatMap(({ when, say }) => (say === undefined ? ['only when', ...inCode(when)] : []));
  const isLong = 'target' in step && step.expect !== undefined && step.expect.length > longestExpect;
  const expected = isLong ? ['expects', ...inCode(step.expect ?? '')] : [];
  return {
    title: titleOf(step),
    pieces: [...bodyOf(step), ...long, ...expected],
    notes: notesOf(step, short, known),
  };
}

function bodyOf(step: PlannedStep): readonly string[] {
  switch (step.kind) {
    case 'http':
    case 'sql':
    case 'promql':
      return inCode(exactText(step));
    case 'sh':
      return inCode(exactText({ ...step, environment: mentioned(step) }));
    case 'manual': {
      const isSaid = step.block === undefined && step.words === undefined && step.text === titleOf(step);
      return isSaid ? ['☐ a person ticks this off'] : toDoByHand(step);
    }
    case 'wait':
      return [inWords(step.durationMs)];
    case 'approve':
      return inPieces(`${step.who.join(', ')} must approve: ${step.why}`);
    case 'choose':
      return ['☐ a person chooses:', ...inPieces(step.options.map(({ label }) => `• ${label}`).join('\n'))];
  }
}

function notesOf(step: PlannedStep, conditions: readonly string[], known: Set<string>): string[] {
  const marks = marksInWords(step.marks ?? []);
  if (step.kind === 'manual' && (step.block !== undefined || step.risk !== 'read'))
    return [...notesByHand(step), ...conditions];
  if (!('target' in step)) return [...conditions, ...marks];
  // A called procedure may have another target of the same name.
  const place = `${step.target.name} ${where(step.target)}`;
  const address = known.has(place) ? '' : ` (${escape(where(step.target))})`;
  known.add(place);
  const parts = [riskInWords(step.risk), `on ${code(step.target.name)}${address}`];
  if (step.because[0] !== undefined) parts.push(plain(step.because[0], 200));
  parts.push(...marks, ...conditions);
  if (step.expect !== undefined && step.expect.length <= longestExpect)
    parts.push(`expects ${code(step.expect, Infinity)}`);
  if (step.everyMs !== undefined) parts.push(triesInWords(step.everyMs, step));
  if (step.kind === 'sql' && step.maxRows !== undefined) parts.push(`at most ${step.maxRows} rows`);
  if (step.secret) parts.push('output hidden');
  return parts;
}

/** The card says every parameter above its steps; here stand those that this script names. */
function mentioned({ environment, script }: PlannedShellStep): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => script.includes(name)));
}
