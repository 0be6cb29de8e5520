// From the words of a person to a plan: procedure, parameters, targets. Shared by `plan`, `run` and the parameter form.

import { done, type Refusal } from '../errors.ts';
import type { Parameter } from '../runbooks/model.ts';
import { lookUpIn } from '../runbooks/look-up.ts';
import { readParameters } from '../runbooks/parameters.ts';
import { makePlan } from '../runbooks/plan.ts';
import type { Plan } from '../runbooks/planned.ts';
import { findProcedure, type Found } from './find-procedure.ts';
import type { Shelf } from '../runs/still-true.ts';

export type Prepared =
  | { readonly kind: 'ready'; readonly plan: Plan; readonly digest: string }
  | { readonly kind: 'missing'; readonly found: Found; readonly missing: readonly Parameter[] }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'wrong'; readonly problems: readonly { readonly name: string; readonly say: string }[] };

export function prepare(
  workshop: Shelf,
  verb: string,
  name: string | undefined,
  given: Readonly<Record<string, string>>,
): Prepared {
  const found = findProcedure(workshop, verb, name);
  if (!found.ok) return { kind: 'refused', refusal: found.refusal };
  const { runbook, procedure } = found.value;
  const [repair] = procedure.repairs;
  if (repair !== undefined) {
    const say = `${procedure.name} cannot be run, because its page needs repair: ${runbook.file}:${repair.line}: ${repair.say} ${repair.hint}`;
    return { kind: 'refused', refusal: { kind: 'conflict', say } };
  }
  const read = readParameters(procedure, given);
  if (!read.ok)
    return read.problems.length > 0
      ? { kind: 'wrong', problems: read.problems }
      : { kind: 'missing', found: found.value, missing: read.missing };
  const targets = workshop.targetsOf(runbook);
  const planned = makePlan(runbook, procedure, read.values, targets, lookUpIn(workshop), {
    defaults: workshop.asking(),
    ...(workshop.drill === undefined ? {} : { drill: workshop.drill }),
  });
  if (!planned.ok) return { kind: 'refused', refusal: { kind: 'conflict', say: planned.say } };
  return { kind: 'ready', ...done(planned).value };
}

/** All that is wrong with the parameters, in one answer. */
export function sayProblems(problems: readonly { readonly name: string; readonly say: string }[]): string {
  return problems.map((problem) => problem.say).join('\n');
}
