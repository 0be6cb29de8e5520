// What was seen while a plan was made, in words: present values, and the rows that SQL would change. Pure; all of it is redacted already.

import type { Plan, PlannedSqlStep, PlannedStep } from '../../runbooks/planned.ts';
import { findingOf, toleratedRows, type Evidence, type Finding } from '../../runs/evidence.ts';
import { clamp, code, codeBlock, plain, time } from '../fit.ts';
import type { StepTexts } from './step-texts.ts';

const mostLines = 8;
const shownText = 600;
/** As Slack counts it, in which `<` takes four characters. */
const codeLength = 1_500;
const shownWords = 320;

/** The step as a plan shows it, with what was seen of it. */
export function withEvidence(texts: StepTexts, step: PlannedStep, index: number, seen: Evidence | null): StepTexts {
  const found = findingOf(seen, index);
  if (seen === null || found === undefined) return texts;
  const text = excerptOf(step, found);
  const line = `${found.kind === 'unseen' ? ':warning:' : ':mag:'} ${lineOf(step, found, time(new Date(seen.at)), forSlack)}`;
  return { ...texts, pieces: [...texts.pieces, line, ...(text === '' ? [] : [codeBlock(text, codeLength)])] };
}

/** The same for the plan's file, in Markdown; empty when nothing is known of the step. */
export function evidenceAsMarkdown(step: PlannedStep, index: number, seen: Evidence | null): string {
  const found = findingOf(seen, index);
  if (seen === null || found === undefined) return '';
  const line = `${lineOf(step, found, `${seen.at.slice(0, 16).replace('T', ' ')} UTC`, forFile)}\n`;
  const isShown = found.kind === 'seen' && !isHidden(step) && found.text !== '';
  return isShown ? `${line}\n${found.text.replaceAll(/^/gm, '    ')}\n` : line;
}

/** Which steps have no preview by their nature: for the line that sums the plan up. Empty or one text. */
export function unpreviewed(plan: Plan): string[] {
  const steps = plan.steps.flatMap((step, index) => {
    const isBlind = (step.kind === 'sh' || step.kind === 'http') && step.risk !== 'read';
    return isBlind ? [{ number: index + 1, what: step.kind === 'sh' ? 'a script' : 'a request' }] : [];
  });
  if (steps.length === 0) return [];
  const what = [...new Set(steps.map((one) => one.what))].sort().reverse().join(' or ');
  const which = `${steps.length === 1 ? 'step' : 'steps'} ${numbers(steps.map(({ number }) => number))}`;
  return [`No preview of ${which}: what ${what} does is known only when it is carried out`];
}

const mostNumbers = 10;

function numbers(all: readonly number[]): string {
  const more = all.length > mostNumbers ? ` and ${all.length - mostNumbers} more` : '';
  return all.slice(0, mostNumbers).join(', ') + more;
}

/** Make what a system or a person wrote safe where it will stand, and short enough. */
interface Signs {
  readonly words: (text: string, max: number) => string;
  readonly code: (text: string, max: number) => string;
}

const forSlack: Signs = { words: plain, code };
const forFile: Signs = { words: clamp, code: (text, max) => `\`${clamp(text, max)}\`` };

function lineOf(step: PlannedStep, found: Finding, at: string, signs: Signs): string {
  switch (found.kind) {
    case 'seen': {
      if (isHidden(step)) return hidden;
      const values = found.values.map(({ name, value }) => `${name} = ${value}`).join(', ');
      const kept = values === '' ? [] : [signs.words(values, shownWords)];
      return [`now (${at})`, signs.words(found.headline, 80), ...kept].join(' · ');
    }
    case 'counted':
      return step.kind !== 'sql' || isHidden(step) ? hidden : countedInWords(step, found, at);
    case 'none':
      return `no preview: ${signs.words(found.say, shownWords)}`;
    case 'unseen':
      return `could not be looked at (${at}): ${signs.words(found.say, shownWords)}`;
    case 'skipped':
      return `would be skipped: ${signs.code(found.when, shownWords)} does not hold`;
  }
}

const hidden = 'looked at, and hidden: the step is marked secret';

function isHidden(step: PlannedStep): boolean {
  return !('secret' in step) || step.secret;
}

function countedInWords(step: PlannedSqlStep, found: Extract<Finding, { kind: 'counted' }>, at: string): string {
  const most = Math.min(step.maxRows ?? Infinity, toleratedRows(step, found.rows) ?? Infinity);
  const limit = most === Infinity ? '' : ` (at most ${most})`;
  const each = found.statements.map(({ command, rows }) => (rows === null ? command : `${command} ${rows}`));
  const told = found.statements.reduce((sum, { rows }) => sum + (rows ?? 0), 0);
  return [
    `would change ${found.rows === 1 ? '1 row' : `${found.rows} rows`}${limit}`,
    ...(found.rows > most ? ['*too many: it would stop and roll back*'] : []),
    ...(found.statements.length > 1 ? [each.join(', ')] : []),
    ...(found.rows > told ? ['rows that change along with them are counted in'] : []),
    `tried out ${at} and rolled back`,
  ].join(' · ');
}

/** The first lines; what is left out is said. */
function excerptOf(step: PlannedStep, found: Finding): string {
  if (found.kind !== 'seen' || isHidden(step) || found.text === '') return '';
  const lines = found.text.split('\n');
  const shown = clamp(lines.slice(0, mostLines).join('\n'), shownText);
  const left = lines.length - mostLines;
  return left > 0 ? `${shown}\n… ${left} more ${left === 1 ? 'line' : 'lines'}` : shown;
}
