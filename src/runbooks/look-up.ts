// Finds procedures by name, as they were loaded last, with where their targets point.

import type { Library } from './library.ts';
import type { Runbook } from './model.ts';
import type { LookUp } from './plan-calls.ts';
import type { ResolvedTargets } from './targets.ts';

export function lookUpIn({
  library,
  targetsOf,
}: {
  readonly library: Library;
  readonly targetsOf: (runbook: Runbook) => ResolvedTargets;
}): LookUp {
  return (name) => {
    const found = library.procedure(name);
    return found && { ...found, targets: targetsOf(found.runbook) };
  };
}
