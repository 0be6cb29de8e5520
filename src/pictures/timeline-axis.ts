// Where times stand in the picture of a timeline, and how much of what is crowded can be told apart. Pure.

import { cut, text } from './svg.ts';

export const timelineLook = {
  width: 1_000,
  /** Between these the time runs; before them stand the words of a row. */
  left: 270,
  right: 964,
  small: 26,
  ink: '#1b1b1b',
  grey: '#d9d9d9',
} as const;

export interface TimelineSpan {
  readonly from: Date;
  readonly to: Date;
}

export interface TimelineAxis {
  readonly spanMs: number;
  readonly x: (at: Date) => number;
  /** Each once; those closer than `apart` pixels become one. */
  readonly columns: (times: readonly Date[], apart: number) => readonly number[];
}

/** What was over at once still has a length. */
const shortest = 60_000;
/** A bar is at least this wide, or nobody would see it. */
const leastBar = 8;

export function axisOf(since: Date, until: Date): TimelineAxis {
  const { left, right } = timelineLook;
  const spanMs = Math.max(shortest, until.getTime() - since.getTime());
  const x = (at: Date): number => {
    const share = (at.getTime() - since.getTime()) / spanMs;
    return left + Math.min(1, Math.max(0, share)) * (right - left);
  };
  return {
    spanMs,
    x,
    columns: (times, apart) => [...new Set(times.map((at) => Math.round(x(at) / apart) * apart))].sort((a, b) => a - b),
  };
}

/** As bars in pixels; those that touch are one. */
export function mergeSpans(
  spans: readonly TimelineSpan[],
  axis: TimelineAxis,
): readonly { readonly from: number; readonly to: number }[] {
  const bars = spans
    .map(({ from, to }) => ({ from: axis.x(from), to: Math.max(axis.x(to), axis.x(from) + leastBar) }))
    .sort((a, b) => a.from - b.from);
  const merged: { from: number; to: number }[] = [];
  for (const each of bars) {
    const last = merged.at(-1);
    if (last !== undefined && each.from <= last.to) last.to = Math.max(last.to, each.to);
    else merged.push(each);
  }
  return merged;
}

export function rowLabel(y: number, words: string): string {
  return text({ x: 32, y, size: timelineLook.small, colour: timelineLook.ink }, cut(words, 15));
}
