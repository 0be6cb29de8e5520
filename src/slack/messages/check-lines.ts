// Checks in words: a state is a mark and a word, never a colour alone; a metric is a line with its thresholds.

import type { ActionsBlock } from '@slack/types';
import { whenInWords, type CheckState } from '../../checks/judge-thresholds.ts';
import type { Threshold } from '../../runbooks/model.ts';
import { actions } from '../blocks.ts';
import { code, plain } from '../fit.ts';
import { gathered } from './step-texts.ts';

const marks: Readonly<Record<CheckState, string>> = {
  ok: ':white_check_mark: ok',
  warn: ':warning: warning',
  critical: ':rotating_light: *critical*',
  unknown: ':grey_question: unknown',
};

export function checkMark(state: CheckState): string {
  return marks[state];
}

/** The same in plain words, for notifications and the terminal. */
export const checkWord: Readonly<Record<CheckState, string>> = {
  ok: 'ok',
  warn: 'warning',
  critical: 'critical',
  unknown: 'unknown',
};

interface MetricLine {
  readonly metric: string;
  readonly state: CheckState;
  readonly shown: string;
  readonly say: string;
}

const lineLength = 600;
const linesLength = 2_700;

/** Sections' texts, worst metric first. */
export function metricLines(results: readonly MetricLine[], thresholds: readonly Threshold[]): string[] {
  const lines = results.map((result) => {
    const threshold = thresholds.find(({ metric }) => metric === result.metric);
    const levels = threshold === undefined ? '' : levelsInWords(threshold, inSlack);
    const value = result.shown === '' ? '' : ` *${plain(result.shown, 120)}*`;
    // What the value and the thresholds do not say themselves.
    const why = result.state === 'unknown' ? ` ${plain(result.say, 300)}` : '';
    return `${checkMark(result.state)} · ${plain(result.metric, 60)}${value}${levels}${why}`;
  });
  return gathered(lines, '\n', linesLength);
}

const inSlack: LevelWriter = { words: (text) => plain(text, lineLength), expression: (text) => code(text, lineLength) };

export interface LevelWriter {
  readonly words: (text: string) => string;
  readonly expression: (text: string) => string;
}

/** " (warning: 20 ships or more, critical: `value > 50 && pace < 1`)", or nothing. */
export function levelsInWords({ warn, critical, unit }: Threshold, write: LevelWriter): string {
  const level = (name: string, expression: string | undefined): string[] => {
    if (expression === undefined) return [];
    const words = whenInWords(expression, unit);
    return [`${name}: ${words === undefined ? write.expression(expression) : write.words(words)}`];
  };
  const levels = [...level('warning', warn), ...level('critical', critical)];
  return levels.length === 0 ? '' : ` (${levels.join(', ')})`;
}

/** A row of buttons holds each action once, so each procedure that may help has a row of its own. */
export function remedyRows(remedies: readonly string[]): ActionsBlock[] {
  return remedies.map((name) => actions({ action: 'procedure.run', text: `Run ${name}`, value: name }));
}
