// Compares what a check saved with its thresholds. Pure: every metric gets one state and a sentence that says why.

import { z } from 'zod';
import { evaluate } from '../runbooks/expression.ts';
import type { Threshold } from '../runbooks/model.ts';

export const checkState = z.enum(['ok', 'warn', 'critical', 'unknown']);
export type CheckState = z.infer<typeof checkState>;

export interface Judged {
  readonly metric: string;
  readonly state: CheckState;
  /** Null when it is no number. */
  readonly value: number | null;
  /** As a person reads it: "42 ships". Empty when there is no value. */
  readonly shown: string;
  readonly say: string;
}

/** One for each metric that has a threshold, in the author's order, then the other numbers that were saved. */
export function judgeThresholds(
  values: Readonly<Record<string, unknown>>,
  thresholds: readonly Threshold[],
): readonly Judged[] {
  const read = new Map(Object.entries(values).map(([name, value]) => [name, readNumber(value)] as const));
  const scope = Object.fromEntries([...read].map(([name, { plain }]) => [name, plain]));
  const judged = thresholds.map((threshold) => judgeOne(threshold, read.get(threshold.metric), scope));
  const others = [...read].flatMap(([metric, one]): Judged[] => {
    if (one.value === null || thresholds.some((threshold) => threshold.metric === metric)) return [];
    const shown = inUnit(one, undefined);
    return [{ metric, state: 'ok', value: one.value, shown, say: `It is ${shown}; no threshold is set for it.` }];
  });
  return [...judged, ...others];
}

/** The worst of some states: what is critical comes before what is not known. */
export function worstOf(states: readonly CheckState[]): CheckState {
  return inOrder.find((state) => states.includes(state)) ?? 'ok';
}

/** Worst first. */
export function bySeverity(a: CheckState, b: CheckState): number {
  return inOrder.indexOf(a) - inOrder.indexOf(b);
}

const inOrder: readonly CheckState[] = ['critical', 'warn', 'unknown', 'ok'];

function judgeOne(threshold: Threshold, seen: Seen | undefined, saved: Readonly<Record<string, unknown>>): Judged {
  const { metric, unit } = threshold;
  const none = { metric, state: 'unknown', value: null, shown: '' } as const;
  if (seen === undefined) return { ...none, say: 'No step saved it this time.' };
  const { value } = seen;
  const shown = inUnit(seen, unit);
  for (const level of ['critical', 'warn'] as const) {
    const expression = threshold[level];
    if (expression === undefined) continue;
    const answer = evaluate(expression, { ...saved, value: seen.plain });
    if (!answer.ok || typeof answer.value !== 'boolean') {
      const why = answer.ok ? `\`${expression}\` gives neither true nor false.` : answer.say;
      return { metric, state: 'unknown', value, shown, say: `It is ${shown}, but cannot be compared: ${why}` };
    }
    if (answer.value)
      return {
        metric,
        state: level,
        value,
        shown,
        say: `It is ${shown}: ${whenInWords(expression, unit) ?? `\`${expression}\``} is ${levelName[level]}.`,
      };
  }
  return { metric, state: 'ok', value, shown, say: `It is ${shown}, within its thresholds.` };
}

const levelName = { warn: 'a warning', critical: 'critical' } as const;

/** "20 ships or more" for what was written as a number; undefined for an expression. */
export function whenInWords(expression: string, unit: string | undefined): string | undefined {
  const limit = limitOf(expression);
  return limit === undefined ? undefined : `${withUnit(inDigits(limit), unit)} or more`;
}

/** The number of a threshold that means "this much or more"; undefined for any other expression. */
export function limitOf(expression: string | undefined): number | undefined {
  const written = /^value >= (-?\d+(?:\.\d+)?(?:e[-+]?\d+)?)$/.exec(expression ?? '')?.[1];
  return written === undefined ? undefined : Number(written);
}

interface Seen {
  readonly value: number | null;
  /** What expressions see: the number where it is one. */
  readonly plain: unknown;
  readonly text: string;
  /** The unit that the system printed behind its number. */
  readonly unit: string | undefined;
}

const numberWithUnit = /^([-+]?\d{1,15}(?:\.\d{1,15})?)\s*([A-Za-zµ%°][A-Za-zµ%°/]{0,11})?$/;

/** Scripts print text: `87%` and `12.5 ms` are numbers with a unit. */
function readNumber(value: unknown): Seen {
  if (typeof value === 'number') return { value, plain: value, text: inDigits(value), unit: undefined };
  const text = typeof value === 'string' ? value.trim() : JSON.stringify(value);
  const [, digits, unit] = numberWithUnit.exec(text) ?? [];
  if (typeof value !== 'string' || digits === undefined)
    return { value: null, plain: value, text: text.slice(0, longestText), unit: undefined };
  return { value: Number(digits), plain: Number(digits), text: inDigits(Number(digits)), unit };
}

const longestText = 80;

function inUnit({ text, unit }: Seen, declared: string | undefined): string {
  return withUnit(text, declared ?? unit);
}

/** "87 %", "42 ships". */
export function withUnit(text: string, unit: string | undefined): string {
  return unit === undefined ? text : `${text} ${unit}`;
}

/** At most four digits behind the point, and none that mean nothing. */
export function inDigits(value: number): string {
  if (Number.isInteger(value)) return String(value);
  const rounded = Math.abs(value) >= 1 ? value.toFixed(2) : value.toPrecision(3);
  return String(Number(rounded));
}
