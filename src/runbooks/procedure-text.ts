// What a procedure says, as one digest: its steps, settings and parameters, where they act and who is asked, with all that it calls. A
// line that moved is no change; anything that could make a run another one is. Pure.

import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import type { LookUp } from './plan-calls.ts';

/** Undefined when it, or something that it calls, cannot be found. */
export function digestOfText(name: string, lookUp: LookUp): string | undefined {
  const texts = new Map<string, unknown>();
  const wanted = new Set([name]);
  // A set is walked on to what is added to it meanwhile.
  for (const each of wanted) {
    const found = lookUp(each);
    if (found === undefined) return undefined;
    const { runbook, procedure, targets } = found;
    const { owners, approvers, file } = runbook;
    texts.set(each, { procedure: withoutLines(procedure), targets, owners, approvers, file });
    for (const step of procedure.steps) if (step.kind === 'use') wanted.add(step.procedure);
  }
  return createHash('sha256')
    .update(canonicalJson([...texts]))
    .digest('hex');
}

function withoutLines(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutLines);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, held]) =>
      key === 'line' && typeof held === 'number' ? [] : [[key, withoutLines(held)] as const],
    ),
  );
}
