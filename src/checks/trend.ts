// The history of a check's numbers, summed up for those who cannot see its picture. Pure.

import type { Threshold } from '../runbooks/model.ts';
import { limitOf } from './judge-thresholds.ts';
import type { Point } from './store.ts';

export interface Numbers {
  readonly least: number;
  readonly median: number;
  readonly most: number;
  readonly latest: number;
  readonly direction: 'rising' | 'falling' | 'steady';
}

export interface Series {
  readonly metric: string;
  readonly unit: string | undefined;
  readonly points: readonly { readonly at: Date; readonly value: number }[];
  /** Only those that were written as numbers can be drawn. */
  readonly warn: number | undefined;
  readonly critical: number | undefined;
  readonly numbers: Numbers;
}

/** A series for each metric that has points, those with thresholds first. */
export function seriesOf(points: readonly Point[], thresholds: readonly Threshold[]): readonly Series[] {
  const names = new Set([...thresholds.map(({ metric }) => metric), ...points.map(({ metric }) => metric)]);
  return [...names].flatMap((metric): Series[] => {
    const own = points.filter((point) => point.metric === metric);
    const numbers = numbersOf(own.map(({ value }) => value));
    if (numbers === undefined) return [];
    const threshold = thresholds.find((one) => one.metric === metric);
    return [
      {
        metric,
        unit: threshold?.unit,
        points: own.map(({ at, value }) => ({ at, value })),
        warn: limitOf(threshold?.warn),
        critical: limitOf(threshold?.critical),
        numbers,
      },
    ];
  });
}

/** The middle of the first and of the last third are compared: one odd value at an end is no trend. */
export function numbersOf(values: readonly number[]): Numbers | undefined {
  const latest = values.at(-1);
  if (latest === undefined) return undefined;
  const sorted = [...values].sort((a, b) => a - b);
  const [least, most] = [sorted[0] ?? latest, sorted.at(-1) ?? latest];
  const third = Math.max(1, Math.floor(values.length / 3));
  const change = medianOf(values.slice(-third)) - medianOf(values.slice(0, third));
  const isMoving = values.length >= 3 && Math.abs(change) > (most - least) * steadyShare;
  const direction = isMoving ? (change > 0 ? 'rising' : 'falling') : 'steady';
  return { least, median: medianOf(sorted), most, latest, direction };
}

const steadyShare = 0.2;

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = 0, high = low] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}
