// One step with its parameters filled in, in the form in which it will be done.

import { fillHttpFile } from './http-request.ts';
import { parseHttpFile } from './http-file.ts';
import type {
  Executable,
  ExecutableStep,
  HttpStep,
  ParameterValue,
  PromqlStep,
  ShellStep,
  SqlStep,
  Step,
  UseStep,
} from './model.ts';
import type { HttpRequest, PlannedStep, PlannedTarget, SqlStatement } from './planned.ts';
import { fillPromql } from './promql-text.ts';
import { bindSql, sqlTemplates } from './sql-parameters.ts';
import type { ResolvedTargets } from './targets.ts';
import { CannotFill, fill, namesIn } from './template.ts';

export interface Filling {
  readonly values: ReadonlyMap<string, ParameterValue>;
  readonly targets: ResolvedTargets;
}

/** Throws CannotFill with a sentence when the step cannot be planned with these values and targets. */
export function planStep(step: Exclude<Step, UseStep>, filling: Filling): PlannedStep {
  switch (step.kind) {
    case 'http':
      return planHttp(step, filling);
    case 'sql':
      return planSql(step, filling);
    case 'sh':
      return planShell(step, filling);
    case 'promql':
      return planPromql(step, filling);
    case 'manual':
      return {
        ...common(step),
        kind: step.kind,
        text: manualText(step.text, filling),
        ...(step.words === undefined ? {} : { words: step.words }),
        ...(step.block === undefined ? {} : { block: { ...step.block, placeholders: [...step.block.placeholders] } }),
      };
    case 'wait':
      return { ...common(step), kind: step.kind, durationMs: step.durationMs };
    case 'approve':
      return { ...common(step), kind: step.kind, who: [...step.who], why: step.why };
    case 'choose': {
      const options = step.options.map((option) => ({ ...option }));
      return { ...common(step), kind: step.kind, name: step.name, options };
    }
  }
}

function common({ title, risk, because, marks, when }: Step) {
  const words = { title, risk, because: [...because], ...(marks.length === 0 ? {} : { marks: [...marks] }) };
  return when === undefined ? words : { ...words, when };
}

function executable(step: ExecutableStep) {
  const { save, timeoutMs, retry, repeat, secret, evidence, expect, everyMs, withinMs, forMs, undo }: Executable = step;
  return {
    ...common(step),
    save: save.map((one) => ({ ...one })),
    timeoutMs,
    retry,
    repeat,
    secret,
    ...(expect === undefined ? {} : { expect }),
    ...(everyMs === undefined ? {} : { everyMs }),
    ...(withinMs === undefined ? {} : { withinMs }),
    ...(forMs === undefined ? {} : { forMs }),
    ...(evidence ? { evidence } : {}),
    ...(undo === undefined ? {} : { undo }),
  };
}

function planHttp(step: HttpStep, filling: Filling): PlannedStep {
  const target = targetOf('http', step.target, filling);
  const planned = { ...executable(step), kind: step.kind, target, request: request(step.text, filling) };
  return step.verify === undefined ? planned : { ...planned, verify: request(step.verify, filling) };
}

function planSql(step: SqlStep, filling: Filling): PlannedStep {
  const target = targetOf('postgres', step.target, filling);
  const planned = {
    ...executable(step),
    kind: step.kind,
    target,
    statements: statements(step.text, filling),
    ...(step.maxRows === undefined ? {} : { maxRows: step.maxRows }),
    ...(step.tolerance === undefined ? {} : { tolerance: step.tolerance }),
  };
  return step.verify === undefined ? planned : { ...planned, verify: statements(step.verify, filling) };
}

function planShell(step: ShellStep, filling: Filling): PlannedStep {
  const target = targetOf('shell', step.target, filling);
  const environment = Object.fromEntries([...filling.values].map(([name, value]) => [name, String(value)]));
  const planned = { ...executable(step), kind: step.kind, target, script: step.text, environment };
  return step.verify === undefined ? planned : { ...planned, verify: step.verify };
}

function planPromql(step: PromqlStep, filling: Filling): PlannedStep {
  const target = targetOf('prometheus', step.target, filling);
  return { ...executable(step), kind: step.kind, target, query: fillPromql(step.text, filling.values) };
}

function targetOf<K extends PlannedTarget['kind']>(
  kind: K,
  name: string,
  { targets }: Filling,
): Extract<PlannedTarget, { kind: K }> {
  const resolved = Object.hasOwn(targets, name) ? targets[name] : undefined;
  if (resolved === undefined)
    throw new CannotFill(`The target \`${name}\` is not declared. Add it to the front matter.`);
  if (!resolved.ok) throw new CannotFill(resolved.say);
  if (isOfKind(kind, resolved.target)) return resolved.target;
  throw new CannotFill(`The target \`${name}\` is of kind ${resolved.target.kind}, not ${kind}. Correct the runbook.`);
}

function isOfKind<K extends PlannedTarget['kind']>(
  kind: K,
  target: PlannedTarget,
): target is Extract<PlannedTarget, { kind: K }> {
  return target.kind === kind;
}

function request(text: string, { values }: Filling): HttpRequest {
  const read = parseHttpFile(text);
  if (!read.ok) throw new CannotFill(`A request of the runbook cannot be read: ${read.say}. ${read.hint}`);
  const filled = fillHttpFile(read.file, values);
  if (!filled.ok) throw new CannotFill(filled.say);
  return filled.request;
}

function statements(text: string, { values }: Filling): SqlStatement[] {
  return sqlTemplates(text).map((template) => {
    const bound = bindSql(template, values);
    if (!bound.ok) throw new CannotFill(`The parameter \`${bound.missing}\` has no value.`);
    return bound.statement;
  });
}

// Words for a person. What is no parameter stays as the author wrote it: it may be another tool's template.
function manualText(text: string, { values }: Filling): string {
  if (values.size === 0) return text;
  const known = new Map(namesIn(text).map((name) => [name, values.get(name) ?? `{{${name}}}`]));
  return fill(text, known, (value) => String(value));
}
