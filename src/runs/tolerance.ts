// What a run owes to its evidence: whether it is still to come, and the counts that a `tolerance` rests on. Pure.

import { findingOf, isWorthALook, toleratedRows } from './evidence.ts';
import type { Run } from './run.ts';

/** Whether evidence is still to come for a run. After its start it would show what the run itself has done. */
export function awaitsEvidence(run: Pick<Run, 'plan' | 'evidence' | 'startedAt' | 'endedAt'>): boolean {
  return run.evidence === null && run.startedAt === null && run.endedAt === null && isWorthALook(run.plan);
}

/** What the step at the run's cursor may change by its `tolerance`. */
export function toleratedHere(run: Run): { readonly rows: number; readonly counted: number } | undefined {
  const step = run.plan.steps[run.cursor];
  const found = findingOf(run.evidence, run.cursor);
  if (step?.kind !== 'sql' || found?.kind !== 'counted') return undefined;
  const rows = toleratedRows(step, found.rows);
  return rows === undefined ? undefined : { rows, counted: found.rows };
}

/** Why a run with a `tolerance` cannot be started or asked for: the count that it is a multiple of is not there. */
export function whyNotCounted(run: Run): string | undefined {
  for (const [index, step] of run.plan.steps.entries()) {
    if (step.kind !== 'sql' || step.risk === 'read' || step.tolerance === undefined) continue;
    const which = `step ${index + 1} has tolerance=${step.tolerance}`;
    if (run.evidence === null)
      return `Run ${run.id} waits: ${which}, and the rows that it would change are still being counted. Its card shows them in a few seconds; press again then.`;
    const found = findingOf(run.evidence, index);
    if (found?.kind === 'counted' || found?.kind === 'skipped') continue;
    const why = found !== undefined && 'say' in found ? found.say.replace(/\.$/, '') : 'nobody looked at it';
    return `Run ${run.id} cannot be started: ${which}, but its rows could not be counted: ${why}. Plan it again: /ops run ${run.procedure}`;
  }
  return undefined;
}
