// How fast the practice application is under its made-up traffic: distributions as points, stretched by whatever makes it slow. Pure.

import type { Settings } from './settings.ts';

/** A time and the share of operations that take no longer; straight lines in between. The last share is 1. */
type Point = readonly [time: number, share: number];

export interface Slowness {
  readonly settings: Settings;
  /** Of the largest domain. */
  readonly vectors: number;
  readonly missingIndexes: number;
}

export interface Distribution {
  readonly points: readonly Point[];
  readonly stretch: number;
  readonly bounds: readonly number[];
}

/** Above this a search goes through more vectors than fit the processor's caches. */
const comfortableVectors = 60_000;

function indexStretch(vectors: number): number {
  return Math.max(1, vectors / comfortableVectors);
}

/** Healthy: P50 about 8 ms, P95 under 15 ms. */
export function retrieval({ settings, vectors, missingIndexes }: Slowness): Distribution {
  const queries = missingIndexes * (settings.playbookCacheSize > 0 ? 0.2 : 0.8);
  return {
    points: [
      [5, 0.2],
      [10, 0.7],
      [14.8, 0.97],
      [25, 1],
    ],
    stretch: indexStretch(vectors) + queries,
    bounds: [2.5, 5, 7.5, 10, 12.5, 15, 20, 25, 50, 100],
  };
}

export function search({ vectors }: Slowness): Distribution {
  return {
    points: [
      [2, 0.5],
      [4, 0.97],
      [8, 1],
    ],
    stretch: indexStretch(vectors),
    bounds: [1, 2, 4, 8, 16, 32],
  };
}

/** In seconds, for batches as large as they may be: 12 seconds at P95 for 100 insights. */
export function batchMerge({ settings }: Slowness): Distribution {
  return {
    points: [
      [6, 0.5],
      [12, 0.96],
      [15, 1],
    ],
    stretch: settings.maxBatchSize / 100,
    bounds: [1, 3, 6, 12, 15, 30, 45, 60, 90, 120],
  };
}

/** The share of operations that take no longer than `time`. */
export function shareWithin({ points, stretch }: Distribution, time: number): number {
  let before: Point = [0, 0];
  for (const [at, share] of points) {
    const end = at * stretch;
    if (time < end) return before[1] + ((time - before[0]) / (end - before[0])) * (share - before[1]);
    before = [end, share];
  }
  return 1;
}

/** The time within which this share of operations is done. */
export function quantile({ points, stretch }: Distribution, wanted: number): number {
  let before: Point = [0, 0];
  for (const [at, share] of points) {
    const end = at * stretch;
    if (wanted <= share) return before[0] + ((wanted - before[1]) / (share - before[1])) * (end - before[0]);
    before = [end, share];
  }
  return before[0];
}
