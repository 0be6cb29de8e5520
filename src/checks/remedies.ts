// Which procedure helps against what a check found. Pure.

import type { Procedure, Runbook } from '../runbooks/model.ts';
import type { CheckState } from './judge-thresholds.ts';

interface Found {
  readonly metric: string;
  readonly state: CheckState;
}

/**
 * What the thresholds of the bad metrics name with `then`, worst first. Where they name none: procedures of the same page that share an
 * alert or a symptom with the check, or have the metric's name among them.
 */
export function remediesFor(runbook: Runbook, check: Procedure, results: readonly Found[]): readonly string[] {
  const bad = ['critical', 'warn'].flatMap((state) => results.filter((result) => result.state === state));
  const named = bad.flatMap(({ metric }) => check.thresholds.find((one) => one.metric === metric)?.remedy ?? []);
  if (named.length > 0 || bad.length === 0) return [...new Set(named)];
  const words = new Set([...check.alerts, ...check.symptoms, ...bad.map(({ metric }) => metric)].map(bare));
  const others = runbook.procedures.filter(({ name, schedule, thresholds, alerts, symptoms }) => {
    const isOther = name !== check.name && schedule === undefined && thresholds.length === 0;
    return isOther && [...alerts, ...symptoms].some((word) => words.has(bare(word)));
  });
  return others.slice(0, mostGuessed).map(({ name }) => name);
}

const mostGuessed = 2;

function bare(words: string): string {
  return words.trim().toLowerCase();
}
