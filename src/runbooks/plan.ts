// A procedure with its parameters filled in becomes a plan: plain data with a digest, which approvals are bound to and runs walk.

import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import type { ParameterValue, Procedure, Runbook } from './model.ts';
import { nearestOf } from './nearest.ts';
import { planStep } from './plan-step.ts';
import type { Plan, PlannedStep } from './planned.ts';
import type { ResolvedTargets } from './targets.ts';
import { CannotFill } from './template.ts';

export type Planned =
  { readonly ok: true; readonly plan: Plan; readonly digest: string } | { readonly ok: false; readonly say: string };

/** `values` come from `readParameters`; `say` tells which value or which switched-off target stands in the way. */
export function makePlan(
  runbook: Runbook,
  procedure: Procedure,
  values: Readonly<Record<string, ParameterValue>>,
  targets: ResolvedTargets,
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
    const steps = procedure.steps.map((step) => planStep(step, { values: given, targets }));
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

/** In words, why two plans of one procedure do not have the same digest; empty when they have. */
export function whatChanged(before: Plan, now: Plan): string[] {
  const changes = [
    ...changesOfRunbook(before, now),
    ...changesOfParameters(before, now),
    ...changesOfTargets(before, now),
  ];
  const count = Math.max(before.steps.length, now.steps.length);
  for (let index = 0; index < count; index += 1) {
    const change = changeOfStep(before.steps[index], now.steps[index]);
    if (change !== undefined) changes.push(`step ${index + 1}${change}`);
  }
  return changes;
}

function planOf(runbook: Runbook, procedure: Procedure, parameters: Plan['parameters'], steps: PlannedStep[]): Plan {
  return {
    procedure: procedure.name,
    title: procedure.title,
    purpose: procedure.purpose,
    system: runbook.system,
    file: runbook.file,
    revision: runbook.revision,
    parameters,
    steps,
    risk: procedure.risk,
    approvals: procedure.approvals,
    approvers: [...runbook.approvers],
    owners: [...runbook.owners],
    timeoutMs: procedure.timeoutMs,
  };
}

function changesOfRunbook(before: Plan, now: Plan): string[] {
  const short = (revision: string): string => revision.slice(0, 7);
  const told = [
    [differs(before.procedure, now.procedure), `the procedure is ${now.procedure} now, not ${before.procedure}`],
    [differs(before.system, now.system), `the system is ${now.system} now, not ${before.system}`],
    [differs(before.file, now.file), `the runbook is ${now.file} now, not ${before.file}`],
    [
      differs(before.revision, now.revision),
      `the runbook's text changed (revision ${short(before.revision)} → ${short(now.revision)})`,
    ],
    [differs(before.title, now.title), `the title changed`],
    [differs(before.purpose, now.purpose), `the introduction changed`],
    [differs(before.risk, now.risk), `the risk is ${now.risk} now, not ${before.risk}`],
    [differs(before.approvals, now.approvals), `it needs ${now.approvals} approvals now, not ${before.approvals}`],
    [differs(before.approvers, now.approvers), `the approvers are ${listed(now.approvers)} now`],
    [differs(before.owners, now.owners), `the owners are ${listed(now.owners)} now`],
    [differs(before.timeoutMs, now.timeoutMs), `the time limit is ${now.timeoutMs / 1000} seconds now`],
  ] as const;
  return told.flatMap(([differ, say]) => (differ ? [say] : []));
}

function changesOfParameters(before: Plan, now: Plan): string[] {
  const names = new Set([...Object.keys(before.parameters), ...Object.keys(now.parameters)]);
  return [...names]
    .filter((name) => differs(before.parameters[name], now.parameters[name]))
    .map((name) => `the parameter ${name} changed`);
}

function changesOfTargets(before: Plan, now: Plan): string[] {
  const earlier = targetsOf(before);
  return [...targetsOf(now)].flatMap(([name, target]) => {
    const was = earlier.get(name);
    if (was === undefined || !differs(was, target)) return [];
    const isMoved = differs(placeOf(was), placeOf(target));
    return [isMoved ? `target ${name} now points at ${placeOf(target)}` : `target ${name} is declared differently`];
  });
}

type Target = Extract<PlannedStep, { target: unknown }>['target'];

function targetsOf(plan: Plan): Map<string, Target> {
  return new Map(plan.steps.flatMap((step) => ('target' in step ? [[step.target.name, step.target]] : [])));
}

function placeOf(target: Target): string {
  return target.kind === 'shell' ? (target.cwd ?? 'this machine') : target.address;
}

function changeOfStep(before: PlannedStep | undefined, now: PlannedStep | undefined): string | undefined {
  if (before === undefined) return ' is new';
  if (now === undefined) return ' is gone';
  if (before.kind !== now.kind) return ` is of kind ${now.kind} now, not ${before.kind}`;
  if (differs(textOf(before), textOf(now))) return "'s text changed";
  const old = new Map(Object.entries(before));
  const fresh = new Map(Object.entries(now));
  const changed = [...new Set([...old.keys(), ...fresh.keys()])].filter((key) => differs(old.get(key), fresh.get(key)));
  if (changed.length === 0) return undefined;
  // A target that points elsewhere was told on its own; here it matters when the step names another one.
  if (changed.length === 1 && changed[0] === 'target' && nameOfTarget(before) === nameOfTarget(now)) return undefined;
  return `'s ${changed.map((key) => key.replace(/Ms$/, '')).join(', ')} changed`;
}

function textOf(step: PlannedStep): unknown {
  switch (step.kind) {
    case 'http':
      return step.request;
    case 'sql':
      return step.statements;
    case 'sh':
      return step.script;
    case 'manual':
      return step.text;
    case 'wait':
      return step.durationMs;
    case 'approve':
      return step.why;
  }
}

function nameOfTarget(step: PlannedStep): string | undefined {
  return 'target' in step ? step.target.name : undefined;
}

function differs(a: unknown, b: unknown): boolean {
  return canonicalJson(a) !== canonicalJson(b);
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'nobody' : names.map((name) => `\`${name}\``).join(', ');
}
