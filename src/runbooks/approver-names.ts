// Everybody whom the runbooks ask for a yes, by the names that stand there: approvers, gates, groups of which one each is wanted, and
// those who are asked when the others do not answer. Pure.

import type { Runbook } from './model.ts';

/** Of one system, or of all. */
export function approverNames(runbooks: readonly Runbook[], system: string | undefined): readonly string[] {
  const names = runbooks
    .filter((runbook) => system === undefined || runbook.system === system)
    .flatMap(({ approvers, procedures }) => [
      ...approvers,
      ...procedures.flatMap(({ asking, steps }) => [
        ...(asking?.from ?? []),
        ...(asking?.escalate?.to ?? []),
        ...steps.flatMap((step) => (step.kind === 'approve' ? step.who : [])),
      ]),
    ]);
  return [...new Set(names)];
}
