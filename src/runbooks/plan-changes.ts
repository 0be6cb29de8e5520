// Why a plan is no longer what its runbook says, in words.

import { canonicalJson } from './canonical-json.ts';
import type { Plan, PlannedStep } from './planned.ts';

/** In words, why two plans of one procedure do not have the same digest; empty when they have. */
export function whatChanged(before: Plan, now: Plan): string[] {
  const changes = [
    ...changesOfRunbook(before, now),
    ...changesOfCalls(before, now),
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

function short(revision: string): string {
  return revision.slice(0, 7);
}

function changesOfCalls({ calls: before = [] }: Plan, { calls: now = [] }: Plan): string[] {
  const gone = before.filter(({ procedure }) => !now.some((call) => call.procedure === procedure));
  return [
    ...gone.map(({ procedure }) => `it does not call ${procedure} any more`),
    ...now.flatMap((call) => {
      const was = before.find(({ procedure }) => procedure === call.procedure);
      if (was === undefined) return [`it calls ${call.procedure} now`];
      if (was.file !== call.file) return [`${call.procedure}, which it calls, is in ${call.file} now`];
      if (was.revision === call.revision) return [];
      const revisions = `revision ${short(was.revision)} → ${short(call.revision)}`;
      return [`the text of ${call.file} with ${call.procedure}, which it calls, changed (${revisions})`];
    }),
  ];
}

function changesOfRunbook(before: Plan, now: Plan): string[] {
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
    [differs(before.asking, now.asking), `the rules for asking changed`],
    [differs(before.approvers, now.approvers), `the approvers are ${listed(now.approvers)} now`],
    [differs(before.owners, now.owners), `the owners are ${listed(now.owners)} now`],
    [differs(before.timeoutMs, now.timeoutMs), `the time limit is ${now.timeoutMs / 1000} seconds now`],
    [differs(before.lock, now.lock) || differs(before.whenLocked, now.whenLocked), 'its lock changed'],
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
  return [...targetsOf(now)].flatMap(([key, target]) => {
    const was = earlier.get(key);
    if (was === undefined || !differs(was, target)) return [];
    const { name } = target;
    const isMoved = differs(placeOf(was), placeOf(target));
    return [isMoved ? `target ${name} now points at ${placeOf(target)}` : `target ${name} is declared differently`];
  });
}

type Target = Extract<PlannedStep, { target: unknown }>['target'];

/** By system and name: a called procedure may have a target of the same name somewhere else. */
function targetsOf(plan: Plan): Map<string, Target> {
  return new Map(
    plan.steps.flatMap((step) => {
      const system = step.call?.procedure.split('.')[0] ?? plan.system;
      return 'target' in step ? [[`${system} ${step.target.name}`, step.target]] : [];
    }),
  );
}

function placeOf(target: Target): string {
  if (target.kind !== 'shell') return target.address;
  if (target.host === 'local') return target.cwd ?? 'this machine';
  return target.cwd === undefined ? target.host : `${target.cwd} on ${target.host}`;
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
    case 'promql':
      return step.query;
    case 'manual':
      return step.text;
    case 'wait':
      return step.durationMs;
    case 'approve':
      return step.why;
    case 'choose':
      return step.options;
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
