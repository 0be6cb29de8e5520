// What Daena measures of itself, from its settings and the state of its memory. Pure, so that a fault is a state and its symptom follows.

import type { Settings } from './settings.ts';
import type { Aging } from './store.ts';

export interface Facts {
  readonly settings: Settings;
  readonly replicas: number;
  readonly writes: boolean;
  readonly agents: number;
  readonly records: number;
  /** Records that are not what the ledger says, and records that the process's key cannot decrypt. */
  readonly differing: number;
  readonly unreadable: number;
  readonly aging: Aging;
  /** Entries of the ledger by an API key that nobody issued to an agent. */
  readonly strangeAccess: number;
}

/** Distinct records that agents ask for within an hour, over all replicas. */
const workingSet = 9_000;
const callsPerDay = 48_000;
const dollarsPerCall = 0.0025;

export interface Measurements {
  readonly l1_p95_ms: number;
  readonly l2_p95_ms: number;
  readonly error_rate_percent: number;
  readonly divergence_rate_percent: number;
  readonly trust_failures: number;
  readonly cas: { readonly hits: number; readonly near: number; readonly misses: number };
  readonly llm_cost_usd_per_day: number;
}

export function measure(facts: Facts): Measurements {
  const { settings, replicas, records } = facts;
  const pressure = Math.max(1, workingSet / (settings.l1_cache_size * replicas));
  // A threshold near 1 takes only the same text for a duplicate; below 0.82 there is nothing left to find.
  const near = Math.min(0.45, Math.max(0, (0.98 - settings.simhash_threshold) * 2.8));
  const exact = settings.prompt_normalization === 'on' ? 0.38 : 0.21;
  const hits = Math.round(callsPerDay * exact);
  const nearHits = Math.round(callsPerDay * near);
  const misses = callsPerDay - hits - nearHits;
  // A trust manager that takes rounding for divergence rejects what is well.
  const tooStrict = settings.divergence_threshold < 0.05 ? 3.2 : 0;
  const damaged = records === 0 ? 0 : (facts.differing / records) * 100;
  return {
    l1_p95_ms: rounded(9 + 9 * pressure, 1),
    l2_p95_ms: rounded(60 + 2 * settings.zstd_level + 10 * pressure, 1),
    error_rate_percent: rounded(Math.min(100, 0.04 + (records === 0 ? 0 : (facts.unreadable / records) * 100)), 2),
    divergence_rate_percent: rounded(0.2 + tooStrict + damaged, 2),
    trust_failures: Math.round((tooStrict + damaged) * 12),
    cas: { hits, near: nearHits, misses },
    llm_cost_usd_per_day: rounded(misses * dollarsPerCall, 2),
  };
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
