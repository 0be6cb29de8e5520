// One step of a page as texts for Slack: what stands there, its risk and why, and the line of the file.

import type { ManualStep, Runbook, Step } from '../../runbooks/model.ts';
import { code, plain } from '../fit.ts';
import { inCode, nameOfBlock, notesByHand, toDoByHand } from './by-hand.ts';
import { conditionInWords, type Options } from './condition.ts';
import { inPieces } from './split-text.ts';
import { marksInWords } from './step-marks.ts';
import type { StepTexts } from './step-texts.ts';
import { inWords } from './time-in-words.ts';

const reasonLength = 300;
/** Longer ones do not stand in one line. */
const lineLength = 250;

export function procedureTexts(step: Step, options: Options, { file, page }: Runbook): StepTexts {
  const condition = step.when === undefined ? undefined : conditionInWords(step.when, options);
  const long = step.when === undefined || condition !== undefined ? [] : ['only when', ...inCode(step.when)];
  return {
    title: nameOf(step).replaceAll(/\s+/g, ' ').trim(),
    pieces: [...bodyOf(step, page === 'guide'), ...long],
    notes: [...notesOf(step), ...(condition === undefined ? [] : [condition]), placeOf(file, step.line)],
  };
}

/** `shop.md:12`; the whole path stands above. */
function placeOf(file: string, line: number): string {
  return code(`${file.slice(file.lastIndexOf('/') + 1)}:${line}`, 100);
}

function bodyOf(step: Step, isGuide: boolean): readonly string[] {
  switch (step.kind) {
    case 'http':
    case 'sql':
    case 'sh':
    case 'promql':
      return inCode(step.text);
    case 'manual':
      return byHand(step, isGuide);
    case 'wait':
      return [`waits ${inWords(step.durationMs)}`];
    case 'approve':
      return inPieces(`${step.who.join(', ')} must approve: ${step.why}`);
    case 'choose':
      return ['☐ a person chooses:', ...inPieces(step.options.map(({ label }) => `• ${label}`).join('\n'))];
    case 'use': {
      const given = Object.entries(step.with).map(([name, handed]) =>
        'value' in handed ? `${name}=${handed.value}` : `${name}={{${handed.parameter}}}`,
      );
      const call = [step.procedure, ...given].join(' ');
      return call.length <= lineLength ? [`the steps of ${code(call)}`] : ['the steps of', ...inCode(call)];
    }
  }
}

/** In a guide, what is no block is words. */
function byHand(step: ManualStep, isGuide: boolean): string[] {
  if (!isGuide || step.block !== undefined) return toDoByHand(step);
  return inPieces([...(step.words === undefined ? [] : [step.words]), `☐ ${step.text}`].join('\n'));
}

function notesOf(step: Step): readonly string[] {
  switch (step.kind) {
    case 'http':
    case 'sql':
    case 'sh':
    case 'promql': {
      const because = step.because[0] === undefined ? '' : `: ${plain(step.because[0], reasonLength)}`;
      return [`*${step.risk}* on ${code(step.target)}${because}`, ...marksInWords(step.marks)];
    }
    case 'manual':
      return notesByHand(step);
    case 'wait':
    case 'approve':
    case 'choose':
      return [];
    case 'use':
      return [`*${step.risk}*`];
  }
}

/** Empty for a checklist item whose words say it all. */
function nameOf(step: Step): string {
  if (step.title !== '') return step.title;
  if (step.kind === 'manual') return step.block === undefined ? '' : nameOfBlock(step.block);
  return kindNames[step.kind];
}

const kindNames: Readonly<Record<Exclude<Step['kind'], 'manual'>, string>> = {
  http: 'HTTP request',
  sql: 'SQL',
  sh: 'Script',
  promql: 'Query',
  wait: 'Wait',
  approve: 'Gate',
  choose: 'Choice',
  use: 'Other procedure',
};
