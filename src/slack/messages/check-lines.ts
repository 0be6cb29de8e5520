// Checks in words: a state is a mark and a word, never a colour alone; a metric is a line with its thresholds.

import { whenInWords, type CheckState } from '../../checks/judge-thresholds.ts';
import type { Threshold } from '../../runbooks/model.ts';
import { plain } from '../fit.ts';
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
    const levels = threshold === undefined ? '' : levelsInWords(threshold);
    const value = result.shown === '' ? '' : ` *${plain(result.shown, 120)}*`;
    // What the value and the thresholds do not say themselves.
    const why = result.state === 'unknown' ? ` ${plain(result.say, 300)}` : '';
    return `${checkMark(result.state)} · ${plain(result.metric, 60)}${value}${plain(levels, lineLength)}${why}`;
  });
  return gathered(lines, '\n', linesLength);
}

/** " (warning at 20 ships or more, critical at 50 ships or more)", or nothing. */
export function levelsInWords({ warn, critical, unit }: Threshold): string {
  const levels = [
    ...(warn === undefined ? [] : [`warning: ${whenInWords(warn, unit)}`]),
    ...(critical === undefined ? [] : [`critical: ${whenInWords(critical, unit)}`]),
  ];
  return levels.length === 0 ? '' : ` (${levels.join(', ')})`;
}
