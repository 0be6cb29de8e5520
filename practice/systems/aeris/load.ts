// What the practice application's traffic does to it. Pure: a few lines of arithmetic in place of a real crowd.

export interface Condition {
  /** Requests that arrive in a second. */
  readonly arriving: number;
  readonly workers: number;
  /** 60 requests a minute from one address. */
  readonly rateLimited: boolean;
  readonly cacheTtlSeconds: number;
  readonly indexed: boolean;
  /** Answers fail because a tool or the model does. */
  readonly impaired: boolean;
}

export interface Readings {
  readonly requestsPerSecond: number;
  readonly cpuPercent: number;
  readonly errorPercent: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly connections: number;
}

export const usualLoad = 8;
export const heavyLoad = 40;

const perWorker = 12;
// A limit for each address holds the crowd of one client back, not everybody.
const underLimit = 10;

export function measure(condition: Condition): Readings {
  const served = condition.rateLimited ? Math.min(condition.arriving, underLimit) : condition.arriving;
  const used = served / (perWorker * condition.workers);
  const crowded = used > 1;
  const factors = (crowded ? used * 3 : 1) * (condition.cacheTtlSeconds < 120 ? 3 : 1) * (condition.indexed ? 1 : 3);
  const p95 = round(4 * factors);
  return {
    requestsPerSecond: round(served),
    cpuPercent: Math.min(98, Math.round(60 * used)),
    errorPercent: round(0.4 + (condition.impaired ? 40 : 0) + (crowded ? 8 : 0)),
    p50: round(p95 / 4),
    p95,
    p99: round(p95 * 1.5),
    connections: Math.round(served * 3),
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
