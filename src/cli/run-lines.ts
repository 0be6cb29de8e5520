// A run's steps as lines of a terminal: what became of each, with what it printed. Text of systems gets no control over the screen.

import type { PlannedStep } from '../runbooks/planned.ts';
import type { Attempt, AttemptOutcome, Run, RunState } from '../runs/run.ts';
import type { RunView } from '../runs/view.ts';
import { exactText, titleOf } from '../slack/messages/planned-words.ts';
import { inWords } from '../slack/messages/time-in-words.ts';
import type { Screen, Tone } from './screen.ts';
import { plainLine } from './plain-line.ts';
import { cutTo } from './table.ts';

/** The rest is shown where all of it is asked for. */
const mostOutput = 40;

const outcomes: Readonly<Record<AttemptOutcome, readonly [string, Tone]>> = {
  done: ['done', 'good'],
  unmet: ['not yet', 'wait'],
  failed: ['failed', 'bad'],
  unknown: ['unknown', 'bad'],
  happened: ['happened', 'good'],
  skipped: ['passed over', 'quiet'],
};

/** One entry for each attempt that has an end; of those that only wait for something, the first. */
export function attemptLines({ run, attempts }: Pick<RunView, 'run' | 'attempts'>, screen: Screen): string[][] {
  const told = attempts.filter(
    ({ endedAt, outcome, step }, index) =>
      endedAt !== null && !(outcome === 'unmet' && attempts[index - 1]?.step === step),
  );
  return told.map((attempt) => [headOf(run, attempt, screen), ...outputOf(run, attempt, screen)]);
}

function headOf(run: Run, { step, outcome, say, startedAt, endedAt }: Attempt, { paint, width }: Screen): string {
  const [word, tone] = outcomes[outcome ?? 'unknown'];
  const planned = run.plan.steps[step];
  const words = [planned === undefined ? '' : plainLine(titleOf(planned)), plainLine(say)];
  const at = `  ${step + 1}/${run.plan.steps.length}  `;
  const rest = `${words.filter((each) => each !== '').join(': ')}${tookInWords(startedAt, endedAt)}`;
  const room = width === undefined ? Infinity : Math.max(20, width - at.length - word.length - 2);
  return `${at}${paint(tone, word)}  ${cutTo(room, rest)}`.trimEnd();
}

/** Nobody minds less than a second. */
export function tookInWords(from: Date, to: Date | null): string {
  const ms = (to ?? from).getTime() - from.getTime();
  return ms < 1_000 ? '' : ` (${inWords(ms)})`;
}

function outputOf({ id }: Run, { output }: Attempt, { paint }: Screen): string[] {
  const lines = textLines(output);
  const left = lines.length - mostOutput;
  const shown = lines.slice(0, mostOutput).map((line) => `      ${line}`);
  return left <= 0
    ? shown
    : [...shown, paint('quiet', `      … ${left} more lines: opsbook run-status ${id} --output`)];
}

/** Lines stay lines; nothing else of what moves a cursor is left. */
export function textLines(text: string): string[] {
  const lines = text.replaceAll('\r\n', '\n').replace(/\n+$/, '').split('\n');
  return lines.length === 1 && lines[0] === ''
    ? []
    : lines.map((line) =>
        line.replaceAll('\t', '    ').replaceAll(/[\p{Cc}\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C]/gu, ''),
      );
}

/** All that a person has to read to do a step by hand. */
export function stepInWords(step: PlannedStep): string[] {
  const words = step.kind === 'manual' && step.words !== undefined ? textLines(step.words) : [];
  return [...words, ...textLines(exactText(step))].map((line) => `      ${line}`);
}

export function toneOf(state: RunState): Tone {
  switch (state) {
    case 'succeeded':
      return 'good';
    case 'failed':
    case 'in_doubt':
    case 'denied':
    case 'void':
      return 'bad';
    case 'planned':
    case 'awaiting_approval':
    case 'waiting':
    case 'queued':
      return 'wait';
    case 'running':
      return 'strong';
    case 'cancelled':
    case 'expired':
      return 'quiet';
  }
}
