// One check, carried out and judged. A check only reads, so nothing is written down before its steps: one that a crash cut off is
// simply carried out again.

import type { Procedure, Runbook } from '../runbooks/model.ts';
import type { Shelf } from '../runs/still-true.ts';
import { judgeThresholds, worstOf, type CheckState, type Judged } from './judge-thresholds.ts';
import type { Measure } from './measurement.ts';
import { planCheck } from './plan-check.ts';

export interface Outcome {
  readonly state: CheckState;
  /** Why it could not be carried out; empty when it was. */
  readonly say: string;
  readonly results: readonly Judged[];
  readonly tookMs: number;
  /** The plan's digest; null when there was none. */
  readonly digest: string | null;
}

export async function carryOutCheck(
  bench: Shelf & { readonly measure: Measure },
  runbook: Runbook,
  procedure: Procedure,
  limitMs?: number,
): Promise<Outcome> {
  const planned = planCheck(bench, runbook, procedure);
  if (!planned.ok) return { state: 'unknown', say: planned.say, results: [], tookMs: 0, digest: null };
  const { plan, digest } = planned;
  const measured = await bench.measure(plan, limitMs);
  const { tookMs } = measured;
  if (measured.kind === 'unknown') return { state: 'unknown', say: measured.say, results: [], tookMs, digest };
  const results = judgeThresholds(measured.values, procedure.thresholds);
  return { state: worstOf(results.map(({ state }) => state)), say: '', results, tookMs, digest };
}
