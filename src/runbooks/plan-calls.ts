// The steps of a plan, with those of every called procedure in the place of its call. What a called step names is kept apart: its
// parameters are its own procedure's, and what it saves nobody outside sees.

import type { ParameterValue, Procedure, Runbook, UseStep } from './model.ts';
import { readParameters } from './parameters.ts';
import { type Filling, planStep } from './plan-step.ts';
import type { Plan, PlannedCall, PlannedStep } from './planned.ts';
import type { ResolvedTargets } from './targets.ts';
import { CannotFill } from './template.ts';

/** Steps of one plan, those of called procedures counted in. */
export const mostSteps = 200;
/** A call inside a call inside a call … */
export const deepestCall = 10;

export interface Called {
  readonly runbook: Runbook;
  readonly procedure: Procedure;
  readonly targets: ResolvedTargets;
}

/** Finds a procedure by its full name. */
export type LookUp = (name: string) => Called | undefined;

export interface PlannedSteps {
  readonly steps: readonly PlannedStep[];
  readonly calls: NonNullable<Plan['calls']>;
  /** The most that any called procedure asks for. */
  readonly approvals: number;
  /** Of whom any called procedure wants one each. */
  readonly from: readonly string[];
  /** Whether any of them wants its approvers to show a code. */
  readonly wantsCode: boolean;
}

/** Throws CannotFill with a sentence when a step cannot be planned. */
export function planSteps(procedure: Procedure, filling: Filling, lookUp: LookUp): PlannedSteps {
  const work: Work = { lookUp, steps: [], calls: new Map(), approvals: 0, from: new Set(), wantsCode: false };
  expand(procedure, filling, undefined, [procedure.name], work);
  const { steps, calls, approvals, from, wantsCode } = work;
  return { steps, calls: [...calls.values()], approvals, from: [...from], wantsCode };
}

interface Work {
  readonly lookUp: LookUp;
  readonly steps: PlannedStep[];
  readonly calls: Map<string, NonNullable<Plan['calls']>[number]>;
  approvals: number;
  readonly from: Set<string>;
  wantsCode: boolean;
}

/** `chain` are the procedures from the plan's own to this one. */
function expand(
  procedure: Procedure,
  filling: Filling,
  call: PlannedCall | undefined,
  chain: readonly string[],
  work: Work,
): void {
  let count = 0;
  for (const step of procedure.steps) {
    if (step.kind === 'use') {
      count += 1;
      expandCall(step, filling, call, count, chain, work);
      continue;
    }
    const planned = planStep(step, filling);
    work.steps.push(call === undefined ? planned : { ...planned, title: titleIn(procedure, planned), call });
    if (work.steps.length > mostSteps) {
      throw new CannotFill(
        `With the steps of what it calls, the plan has more than ${mostSteps}. Split the procedure.`,
      );
    }
  }
}

function expandCall(
  step: UseStep,
  filling: Filling,
  outer: PlannedCall | undefined,
  number: number,
  chain: readonly string[],
  work: Work,
): void {
  const { procedure: name } = step;
  const here = [...chain, name];
  if (chain.includes(name))
    throw new CannotFill(`The calls go round in a circle: ${here.join(' → ')}. Mend the runbook.`);
  if (here.length > deepestCall)
    throw new CannotFill(`The calls nest deeper than ${deepestCall}: ${here.join(' → ')}.`);
  const called = work.lookUp(name);
  if (called === undefined) {
    throw new CannotFill(
      `\`${name}\`, which \`${chain.at(-1)}\` calls, cannot be found or has a problem. Mend it first.`,
    );
  }
  const { runbook, procedure, targets } = called;
  const values = valuesFor(step, procedure, filling.values);
  const id = outer === undefined ? String(number) : `${outer.id}.${number}`;
  const conditions = [...(outer?.conditions ?? [])];
  if (step.when !== undefined) {
    conditions.push({ when: step.when, id: outer?.id ?? '', parameters: Object.fromEntries(filling.values) });
  }
  const { lock } = procedure;
  const page = { procedure: name, file: runbook.file, revision: runbook.revision };
  work.calls.set(name, lock === undefined ? page : { ...page, lock });
  work.approvals = Math.max(work.approvals, procedure.approvals);
  for (const group of procedure.asking?.from ?? []) work.from.add(group);
  work.wantsCode ||= procedure.asking?.stepUp !== undefined;
  const own = { values: new Map(Object.entries(values)), targets };
  expand(procedure, own, { procedure: name, id, parameters: { ...values }, conditions }, here, work);
}

function valuesFor(
  step: UseStep,
  procedure: Procedure,
  own: ReadonlyMap<string, ParameterValue>,
): Readonly<Record<string, ParameterValue>> {
  const given: Record<string, string> = {};
  for (const [name, handed] of Object.entries(step.with)) {
    const value = 'value' in handed ? handed.value : own.get(handed.parameter);
    if (value !== undefined) given[name] = String(value);
  }
  const read = readParameters(procedure, given);
  if (read.ok) return read.values;
  const [problem] = read.problems;
  const why = problem === undefined ? `it needs a value for \`${read.missing[0]?.name}\`.` : problem.say;
  throw new CannotFill(`\`${procedure.name}\` cannot be called: ${why}`);
}

/** Says where the step comes from. One without words of its own gets its text or its procedure's title. */
function titleIn(procedure: Procedure, step: PlannedStep): string {
  const words = step.title === '' && step.kind === 'manual' ? (step.text.split('\n')[0] ?? '') : step.title;
  return `${procedure.name}: ${words === '' ? procedure.title : words}`;
}
