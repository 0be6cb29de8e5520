// Which procedure calls which, once every page is read. A call that cannot work leaves its procedure out, and with it whoever calls that
// one. A procedure is as dangerous, and asks as many people, as the worst that it calls.

import { isActing } from './check-settings.ts';
import type { Problem, Procedure, Risk, Runbook, Step, UseStep } from './model.ts';
import { worse } from './risk-order.ts';
import { checkMoments, needsPerson } from './moments.ts';
import { nearestOf } from './nearest.ts';
import { readValue } from './parameter-value.ts';
import { deepestCall, mostSteps } from './plan-calls.ts';
import { problem } from './problem.ts';

export interface Linked {
  readonly runbooks: readonly Runbook[];
  readonly problems: readonly Problem[];
}

/** `broken` are the names of procedures that were left out already. */
export function linkCalls(runbooks: readonly Runbook[], broken: ReadonlySet<string>): Linked {
  const all = new Map(
    runbooks.flatMap((runbook) => {
      const savers = saversOf(runbook);
      return runbook.procedures.map((procedure) => [procedure.name, { runbook, procedure, savers }] as const);
    }),
  );
  const linking: Linking = { all, broken, settled: new Map(), problems: [], guesses: 0 };
  for (const one of inOrder(all)) settle(one, linking);
  for (const one of all.values()) if (!linking.settled.has(one.procedure.name)) settleCircle(one, linking);
  const kept = runbooks.map((runbook) => {
    const procedures = runbook.procedures.flatMap(({ name }) => linking.settled.get(name)?.procedure ?? []);
    const isSame = procedures.every((procedure, index) => procedure === runbook.procedures[index]);
    return isSame && procedures.length === runbook.procedures.length ? runbook : { ...runbook, procedures };
  });
  return { runbooks: kept, problems: linking.problems };
}

interface One {
  readonly runbook: Runbook;
  readonly procedure: Procedure;
  /** Which procedures of the page save a value of this name. */
  readonly savers: ReadonlyMap<string, ReadonlySet<string>>;
}

interface Settled {
  /** Undefined when it is left out. */
  readonly procedure: Procedure | undefined;
  /** With the steps of what it calls. */
  readonly steps: number;
  readonly depth: number;
  /** A step that a check may not have: one that changes something, or needs a person. */
  readonly acts: boolean;
  /** A step waits for a person. */
  readonly waits: boolean;
}

type Whole = Settled & { readonly procedure: Procedure };

interface Linking {
  readonly all: ReadonlyMap<string, One>;
  readonly broken: ReadonlySet<string>;
  readonly settled: Map<string, Settled>;
  readonly problems: Problem[];
  guesses: number;
}

function callsOf({ steps }: Procedure): readonly UseStep[] {
  return steps.filter((step): step is UseStep => step.kind === 'use');
}

function saversOf({ procedures }: Runbook): One['savers'] {
  const savers = new Map<string, Set<string>>();
  for (const procedure of procedures) {
    for (const { name } of procedure.steps.flatMap((step) => ('save' in step ? step.save : []))) {
      savers.set(name, (savers.get(name) ?? new Set()).add(procedure.name));
    }
  }
  return savers;
}

/** Whatever is called before its callers. Those that call in a circle, and their callers, are not among them. */
function inOrder(all: Linking['all']): One[] {
  const waitsFor = new Map<string, number>();
  const callers = new Map<string, One[]>();
  const ready: One[] = [];
  for (const one of all.values()) {
    const called = new Set(callsOf(one.procedure).map(({ procedure }) => procedure));
    const known = [...called].filter((name) => all.has(name));
    waitsFor.set(one.procedure.name, known.length);
    for (const name of known) {
      const others = callers.get(name);
      if (others === undefined) callers.set(name, [one]);
      else others.push(one);
    }
    if (known.length === 0) ready.push(one);
  }
  for (const { procedure } of ready) {
    for (const caller of callers.get(procedure.name) ?? []) {
      const left = (waitsFor.get(caller.procedure.name) ?? 0) - 1;
      waitsFor.set(caller.procedure.name, left);
      if (left === 0) ready.push(caller);
    }
  }
  return ready;
}

function settle({ runbook, procedure, savers }: One, linking: Linking): void {
  const found: Problem[] = [];
  const report: Report = (line, say, hint) => {
    found.push(problem(runbook.file, line, say, hint, procedure.name));
  };
  checkNames(procedure, linking, report);
  const settled =
    callsOf(procedure).length === 0
      ? {
          procedure,
          steps: procedure.steps.length,
          depth: 1,
          acts: procedure.steps.some(isActing),
          waits: procedure.steps.some(needsPerson),
        }
      : linked(runbook, procedure, linking, report);
  const isSaved = (value: string): boolean => {
    const all = savers.get(value);
    return all !== undefined && (all.size > 1 || !all.has(procedure.name));
  };
  checkMoments({ procedure: settled.procedure, needsPerson: settled.waits, isSaved }, report);
  linking.problems.push(...found);
  linking.settled.set(procedure.name, found.length === 0 ? settled : { ...settled, procedure: undefined });
}

/** A procedure that calls others, with what it takes over from them. */
function linked(runbook: Runbook, procedure: Procedure, linking: Linking, report: Report): Whole {
  let { approvals } = procedure;
  let [count, depth, acts, waits] = [0, 1, false, false];
  const isCheck = procedure.schedule !== undefined || procedure.thresholds.length > 0;
  const steps = procedure.steps.map((step): Step => {
    const called = step.kind === 'use' ? calledBy(step, procedure, linking, report) : undefined;
    count += called?.steps ?? 1;
    acts ||= called?.acts ?? isActing(step);
    waits ||= called?.waits ?? needsPerson(step);
    if (isCheck && called?.acts === true) {
      const say =
        'A procedure with a schedule or thresholds is a check, but what it calls changes something or needs a person';
      report(step.line, say, 'Call only procedures that read.');
    }
    if (step.kind !== 'use' || called?.procedure === undefined) return step;
    depth = Math.max(depth, called.depth + 1);
    approvals = Math.max(approvals, called.procedure.approvals);
    const { name, risk } = called.procedure;
    return { ...step, risk, because: [`\`${name}\` is ${risk}`] };
  });
  if (count > mostSteps) {
    const say = `With the steps of what it calls, the procedure has ${count}`;
    report(procedure.line, say, `Split it: at most ${mostSteps} are allowed.`);
  }
  if (depth > deepestCall) report(procedure.line, `The calls nest deeper than ${deepestCall}`, 'Call fewer in a row.');
  const risk = steps.reduce<Risk>((worst, step) => worse(worst, step.risk), 'read');
  if (risk === 'destroy') approvals = Math.max(1, approvals);
  if (approvals > (procedure.asking?.from?.length ?? 0) && runbook.approvers.length === 0) {
    const say = 'A procedure that it calls needs approval, but nobody may approve it here';
    report(procedure.line, say, 'Name approvers in the front matter.');
  }
  return { procedure: { ...procedure, steps, risk, approvals }, steps: count, depth, acts, waits };
}

type Report = (line: number, say: string, hint: string) => void;

/** What the step calls, or undefined with the reason reported. */
function calledBy(step: UseStep, caller: Procedure, linking: Linking, report: Report): Settled | undefined {
  const name = step.procedure;
  const settled = linking.settled.get(name);
  if (settled?.procedure === undefined) {
    if (settled !== undefined || linking.broken.has(name)) {
      report(step.line, `\`${name}\` has a problem of its own, so it cannot be called`, 'Mend it first.');
    } else report(step.line, `There is no procedure \`${name}\` to call`, nearestHint(name, linking));
    return undefined;
  }
  const { parameters } = settled.procedure;
  for (const [given, handed] of Object.entries(step.with)) {
    const parameter = parameters.find((candidate) => candidate.name === given);
    if (parameter === undefined) {
      const near = nearestOf(
        given,
        parameters.map((known) => known.name),
      );
      const hint = near === undefined ? 'Leave it out.' : `Did you mean \`${near}\`?`;
      report(step.line, `\`${name}\` has no parameter \`${given}\``, hint);
    } else if ('value' in handed) {
      const read = readValue(parameter, String(handed.value));
      if (!read.ok) report(step.line, `\`${name}\` cannot be called like this: ${read.say}`, 'Correct the value.');
    } else if (!caller.parameters.some((own) => own.name === handed.parameter)) {
      report(step.line, `\`${handed.parameter}\` is no parameter of this procedure`, 'Declare it under params.');
    }
  }
  for (const { name: needed, default: preset } of parameters) {
    if (preset !== undefined || Object.hasOwn(step.with, needed)) continue;
    const hint = `Hand it on under with, for example ${needed}: "{{${needed}}}".`;
    report(step.line, `\`${name}\` needs a value for \`${needed}\``, hint);
  }
  return settled;
}

/** Procedures that are named and not called: what takes a step back, and what to run when a metric is bad. */
function checkNames(procedure: Procedure, linking: Linking, report: Report): void {
  const { all, broken } = linking;
  const named = [
    ...procedure.steps.map((step) => ({ by: 'undo', line: step.line, name: 'undo' in step ? step.undo : undefined })),
    ...procedure.thresholds.map(({ remedy }) => ({ by: 'then', line: procedure.line, name: remedy })),
  ];
  for (const { by, line, name } of named) {
    if (name === undefined || all.has(name) || broken.has(name)) continue;
    report(line, `\`${by}\` names \`${name}\`, which does not exist`, nearestHint(name, linking));
  }
}

/** So many unknown names are looked for among all others; a folder full of them may not hold the rest up. */
const mostGuesses = 50;

function nearestHint(name: string, linking: Linking): string {
  linking.guesses += 1;
  const near = linking.guesses > mostGuesses ? undefined : nearestOf(name, [...linking.all.keys()]);
  return near === undefined ? 'Name it as system.procedure, as `/ops find` lists it.' : `Did you mean \`${near}\`?`;
}

const longestChain = 100;
const shownChain = 12;

/** One that calls in a circle, or calls one that does: follow the first open call of each until a name comes again. */
function settleCircle({ runbook, procedure }: One, linking: Linking): void {
  const first = openCallOf(procedure, linking);
  const chain: string[] = [procedure.name];
  let next = first;
  while (next !== undefined && !chain.includes(next.procedure) && chain.length < longestChain) {
    chain.push(next.procedure);
    const called = linking.all.get(next.procedure)?.procedure;
    next = called && openCallOf(called, linking);
  }
  // Beyond the limit it is not told apart whether it stands in the circle or before it.
  const isInIt = next?.procedure === procedure.name || chain.length === longestChain;
  const around = [...chain, next?.procedure ?? ''];
  const shown = around.length <= shownChain ? around : [...around.slice(0, shownChain - 2), '…', around.at(-1)];
  const say = isInIt
    ? `The calls go round in a circle: ${shown.join(' → ')}`
    : `\`${first?.procedure}\` has a problem of its own, so it cannot be called`;
  const hint = isInIt ? 'Take one of these calls out.' : 'Mend it first.';
  linking.problems.push(problem(runbook.file, first?.line ?? procedure.line, say, hint, procedure.name));
}

/** Its first call of one that could not be settled. */
function openCallOf(procedure: Procedure, { all, settled }: Linking): UseStep | undefined {
  return callsOf(procedure).find(({ procedure: name }) => all.has(name) && !settled.has(name));
}
