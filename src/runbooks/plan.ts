// A procedure with its parameters filled in becomes a plan: plain data with a digest, which approvals are bound to and runs walk.

import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import { type ParameterValue, type Procedure, type Risk, type Runbook, worse } from './model.ts';
import { nearestOf } from './nearest.ts';
import { type LookUp, type PlannedSteps, planSteps } from './plan-calls.ts';
import type { Plan } from './planned.ts';
import type { ResolvedTargets } from './targets.ts';
import { CannotFill } from './template.ts';

export type Planned =
  { readonly ok: true; readonly plan: Plan; readonly digest: string } | { readonly ok: false; readonly say: string };

/**
 * `values` come from `readParameters`; `lookUp` finds what the procedure calls. `say` tells which value or which switched-off target
 * stands in the way.
 */
export function makePlan(
  runbook: Runbook,
  procedure: Procedure,
  values: Readonly<Record<string, ParameterValue>>,
  targets: ResolvedTargets,
  lookUp: LookUp,
): Planned {
  const given = new Map(Object.entries(values));
  const names = procedure.parameters.map(({ name }) => name);
  const missing = names.filter((name) => !given.has(name));
  if (missing.length > 0) return { ok: false, say: `${listed(missing)} needs a value. Give it as ${missing[0]}=….` };
  const extra = [...given.keys()].find((name) => !names.includes(name));
  if (extra !== undefined) {
    const near = nearestOf(extra, names);
    const next = near === undefined ? 'Leave it out.' : `Did you mean \`${near}\`?`;
    return { ok: false, say: `\`${procedure.name}\` has no parameter \`${extra}\`. ${next}` };
  }
  try {
    const steps = planSteps(procedure, { values: given, targets }, lookUp);
    const plan = planOf(runbook, procedure, Object.fromEntries(given), steps);
    return { ok: true, plan, digest: digestOf(plan) };
  } catch (thrown) {
    if (thrown instanceof CannotFill) return { ok: false, say: thrown.message };
    throw thrown;
  }
}

/** SHA-256, in hex, over the whole plan as JSON with sorted keys. */
export function digestOf(plan: Plan): string {
  return createHash('sha256').update(canonicalJson(plan)).digest('hex');
}

function planOf(
  runbook: Runbook,
  procedure: Procedure,
  parameters: Plan['parameters'],
  { steps, calls, approvals }: PlannedSteps,
): Plan {
  const risk = steps.reduce<Risk>((worst, step) => worse(worst, step.risk), 'read');
  const isDestroying = risk === 'destroy';
  return {
    procedure: procedure.name,
    title: procedure.title,
    purpose: procedure.purpose,
    system: runbook.system,
    file: runbook.file,
    revision: runbook.revision,
    parameters,
    steps: [...steps],
    risk,
    approvals:
      calls.length === 0 ? procedure.approvals : Math.max(procedure.approvals, approvals, isDestroying ? 1 : 0),
    approvers: [...runbook.approvers],
    owners: [...runbook.owners],
    timeoutMs: procedure.timeoutMs,
    ...(calls.length === 0 ? {} : { calls: [...calls] }),
    ...(procedure.lock === undefined ? {} : { lock: procedure.lock }),
    ...(procedure.whenLocked === undefined ? {} : { whenLocked: procedure.whenLocked }),
  };
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'nobody' : names.map((name) => `\`${name}\``).join(', ');
}
