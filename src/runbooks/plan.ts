// A procedure with its parameters filled in becomes a plan: plain data with a digest, which approvals are bound to and runs walk.

import { createHash } from 'node:crypto';
import { peopleNeeded, usualAsking, usualPeople, type AskingDefaults } from './asking.ts';
import { canonicalJson } from './canonical-json.ts';
import type { ParameterValue, Procedure, Risk, Runbook } from './model.ts';
import { worse } from './risk-order.ts';
import { nearestOf } from './nearest.ts';
import { type LookUp, type PlannedSteps, planSteps } from './plan-calls.ts';
import type { Plan } from './planned.ts';
import type { ResolvedTargets } from './targets.ts';
import { CannotFill } from './template.ts';

export type Planned =
  { readonly ok: true; readonly plan: Plan; readonly digest: string } | { readonly ok: false; readonly say: string };

export interface PlanFor {
  /** The team's, for procedures that do not say themselves who is asked. */
  readonly defaults?: AskingDefaults;
  readonly drill?: Plan['drill'];
}

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
  { defaults = usualAsking, drill }: PlanFor = {},
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
    const plan = {
      ...planOf(runbook, procedure, Object.fromEntries(given), steps, defaults),
      ...(drill === undefined ? {} : { drill }),
    };
    if (plan.approvals > (plan.asking?.from?.length ?? 0) && plan.approvers.length === 0) {
      const why = `${procedure.name} needs another person's yes here, and ${runbook.file} names nobody who may give it.`;
      return { ok: false, say: `${why} Name \`approvers\` in its front matter.` };
    }
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
  planned: PlannedSteps,
  defaults: AskingDefaults,
): Plan {
  const { steps, calls } = planned;
  const risk = steps.reduce<Risk>((worst, step) => worse(worst, step.risk), 'read');
  const from = [...new Set([...(procedure.asking?.from ?? []), ...planned.from])];
  const usual = usualPeople(defaults, runbook, procedure, risk);
  const most = Math.max(procedure.approvals, planned.approvals, usual);
  // A guide that calls nothing is done by people, whatever its blocks would do.
  const approvals = peopleNeeded(most, from, calls.length === 0 ? 'read' : risk);
  const asking = approvals === 0 ? {} : askingOf(procedure, planned.wantsCode, from, defaults);
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
    approvals,
    ...(Object.keys(asking).length === 0 ? {} : { asking }),
    approvers: [...runbook.approvers],
    owners: [...runbook.owners],
    timeoutMs: procedure.timeoutMs,
    ...(calls.length === 0 ? {} : { calls: [...calls] }),
    ...(procedure.lock === undefined ? {} : { lock: procedure.lock }),
    ...(procedure.whenLocked === undefined ? {} : { whenLocked: procedure.whenLocked }),
  };
}

function askingOf(
  { asking: own }: Procedure,
  isCodeCalledFor: boolean,
  from: readonly string[],
  defaults: AskingDefaults,
): NonNullable<Plan['asking']> {
  const remindMs = own?.remindMs ?? defaults.remindMs;
  const escalate = own?.escalate ?? defaults.escalate;
  return {
    ...(from.length === 0 ? {} : { from: [...from] }),
    ...(remindMs === undefined ? {} : { remindMs }),
    ...(escalate === undefined ? {} : { escalate: { ...escalate, to: [...escalate.to] } }),
    ...(own?.stepUp === undefined && !isCodeCalledFor ? {} : { stepUp: 'code' }),
  };
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'nobody' : names.map((name) => `\`${name}\``).join(', ');
}
