// What a person does by hand: the words, the commands to copy, what is printed, and what has to be known before.

import type { GuideBlock, ManualStep } from '../../runbooks/model.ts';
import type { PlannedManualStep } from '../../runbooks/planned.ts';
import { code, codeBlock, plain, visible } from '../fit.ts';
import { riskInWords } from './risk-in-words.ts';
import { inPieces, splitText } from './split-text.ts';
import { marksInWords } from './step-marks.ts';

type ByHand = ManualStep | PlannedManualStep;

const mostPlaceholders = 8;
const reasonLength = 300;

/** One text for each section, each far enough below a section's limit for a title above it. Nothing is left out. */
export function toDoByHand(step: ByHand): string[] {
  const words = step.words === undefined ? [] : inPieces(step.words);
  const { block } = step;
  if (block === undefined) return [...words, ...inWords(step.text)];
  const whole = inCode(step.text);
  if (!isToldApart(step.text, block)) return [...words, ...whole];
  return [
    ...words,
    ...headed('Copy this:', inCode(block.commands ?? '')),
    ...headed('On the page, with prompts and what is printed:', whole),
  ];
}

/** Short texts for a line below: the risk and why, what is to be filled in, where it is meant for, warnings. */
export function notesByHand(step: ByHand): string[] {
  const { block, because } = step;
  const marks = (step.marks ?? []).filter(({ kind }) => kind !== 'unfilled' || block === undefined);
  return [
    `${riskInWords(step.risk)}${because[0] === undefined ? '' : `: ${plain(because[0], reasonLength)}`}`,
    ...(block === undefined || block.placeholders.length === 0 ? [] : [toFillIn(block.placeholders)]),
    ...(block?.inside === undefined ? [] : [`for ${plain(block.inside, reasonLength)}`]),
    ...refusalOf(block),
    ...(isExact(step.text) || block === undefined
      ? []
      : [':warning: Slack cannot show it exactly: copy it from the page']),
    ...marksInWords(marks),
  ];
}

/** That something is to be filled in is said already. */
function refusalOf(block: ByHand['block']): string[] {
  const { refused, placeholders = [] } = block ?? {};
  if (refused === undefined || placeholders.some((each) => refused.startsWith(`\`${each}\``))) return [];
  return [`:no_entry: cannot be trusted as it stands: ${plain(refused, reasonLength)}`];
}

const blockNames: Readonly<Record<GuideBlock['language'], string>> = {
  sh: 'Commands',
  sql: 'SQL',
  http: 'HTTP request',
  promql: 'Query',
  config: 'Configuration',
  output: 'What is printed',
  text: 'Text',
  code: 'Code',
};

/** For a block that no words introduce. */
export function nameOfBlock({ language }: Pick<GuideBlock, 'language'>): string {
  return blockNames[language];
}

/** Words rather than a command to copy. */
export function isPlainLine(text: string): boolean {
  return !/[\n*_~`]/.test(text) && text.trim() === text && text.length <= 200;
}

function inWords(text: string): string[] {
  return isPlainLine(text) ? [`☐ ${plain(text, Infinity)}`] : ['☐ a person does this:', ...inCode(text)];
}

function headed(title: string, [first = '', ...rest]: readonly string[]): string[] {
  return [`${title}\n${first}`, ...rest];
}

/** A block of code for each piece, which says so where a line is torn. */
export function inCode(text: string): string[] {
  const pieces = splitText(text);
  return pieces.map((piece, index) => {
    if (index === pieces.length - 1) return codeBlock(piece, Infinity);
    const isTorn = !piece.endsWith('\n');
    return `${codeBlock(piece.replace(/\n$/, ''), Infinity)}${isTorn ? '\nThe last line goes on below.' : ''}`;
  });
}

/** Whether there is something to copy that is not in the text line by line: comments between the commands are no reason. */
function isToldApart(text: string, { commands, output }: NonNullable<ByHand['block']>): boolean {
  if (commands === undefined) return false;
  if (output !== undefined) return true;
  const lines = new Set(text.split('\n').map((line) => line.trim()));
  return commands.split('\n').some((line) => !lines.has(line.trim()));
}

function toFillIn(placeholders: readonly string[]): string {
  const left = placeholders.length - mostPlaceholders;
  const shown = placeholders.slice(0, mostPlaceholders).map((each) => code(each, 60));
  return `:pencil2: fill in ${shown.join(', ')}${left > 0 ? ` and ${left} more` : ''} before you use it`;
}

/** What `codeBlock` has to change so that it stays one block, or so that it cannot be misread. */
function isExact(text: string): boolean {
  return !/``|^`|`$/.test(text) && visible(text) === text;
}
