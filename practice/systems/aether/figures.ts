// What the practice ÆTHER knows about itself, from its files. Pure: every answer of its API follows from these readings.

import type { ErrorLine, Experiment, Sweep, UsageLine, Weights } from './tree.ts';

export interface Readings {
  readonly now: Date;
  readonly cap: number;
  readonly usage: readonly UsageLine[];
  readonly errors: readonly ErrorLine[];
  /** ISO 8601; hits and misses before it do not count. */
  readonly cacheSince: string;
}

/** A fifth of the sweeps wait once nine tenths of the day's tokens are gone, and answers take longer. */
const strainedFrom = 0.9;
const calm = { queued: 0, cachedSeconds: 0.4, uncachedSeconds: 2.1 };
const strained = { queued: 240, cachedSeconds: 2.6, uncachedSeconds: 11.4 };

const tokensPerDollar = 1_000_000 / 0.3;

function ofToday<T extends { readonly timestamp: string }>(lines: readonly T[], now: Date): readonly T[] {
  const day = now.toISOString().slice(0, 10);
  return lines.filter(({ timestamp }) => timestamp.startsWith(day));
}

function live(lines: readonly UsageLine[]): readonly UsageLine[] {
  return lines.filter(({ model }) => model !== 'mock');
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

/** The body of `/budget/stats`. */
export function budgetOf({ now, cap, usage }: Readings) {
  const tokensUsed = live(ofToday(usage, now)).reduce((sum, { tokens }) => sum + tokens, 0);
  // Nothing is left of a cap of zero.
  const share = cap === 0 ? 1 : tokensUsed / cap;
  return {
    dailyCap: cap,
    tokensUsed,
    tokensRemaining: Math.max(0, cap - tokensUsed),
    usagePercentage: `${(share * 100).toFixed(1)}%`,
    estimatedCost: rounded(tokensUsed / tokensPerDollar, 6),
    accepting: share < 1,
  };
}

/** The body of `/cache/stats`, without what the folder itself says. */
export function hitsOf({ usage, cacheSince }: Readings) {
  const counted = live(usage).filter(({ timestamp }) => timestamp >= cacheSince);
  const hits = counted.filter(({ cached }) => cached).length;
  const hitRate = counted.length === 0 ? 0 : rounded(hits / counted.length, 3);
  return { hitRate, requests: counted.length, hits, misses: counted.length - hits };
}

/** What `/health` says of today's requests. */
export function requestsOf(readings: Readings) {
  const total = ofToday(readings.usage, readings.now).length;
  const failed = ofToday(readings.errors, readings.now).length;
  const { tokensUsed, dailyCap } = budgetOf(readings);
  const isStrained = dailyCap > 0 && tokensUsed / dailyCap > strainedFrom;
  return { total, failed, errorRate: total === 0 ? 0 : rounded(failed / total, 4), ...(isStrained ? strained : calm) };
}

/** The body of `/sweeps/stats`, without the lock. */
export function sweepStatsOf(sweeps: readonly Sweep[], experiments: readonly Experiment[]) {
  return {
    totalSweeps: sweeps.length,
    totalCost: rounded(
      sweeps.reduce((sum, { cost }) => sum + cost, 0),
      4,
    ),
    lastSweepAt: sweeps.at(-1)?.at ?? null,
    geoMentionRate: meanOf(experiments.map(({ mentionRate }) => mentionRate)),
  };
}

/** The body of `/experiments/stats`. */
export function experimentStatsOf(experiments: readonly Experiment[]) {
  return {
    total: experiments.length,
    successRate: meanOf(experiments.map(({ success }) => Number(success))),
    newest: experiments.at(-1)?.createdAt ?? null,
  };
}

/** The body of `/learn/stats`. */
export function learningOf({ promptWeights, categoryWeights, learningRate, lastUpdated }: Weights) {
  return { learningRate, weightedPrompts: Object.keys(promptWeights).length, categoryWeights, lastUpdated };
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : rounded(values.reduce((sum, value) => sum + value, 0) / values.length, 3);
}
