// What makes a procedure a check: a schedule, and thresholds for what its steps save. A schedule alone may also stand over a checklist,
// which is then posted for people to tick.

import { z } from 'zod';
import { cronFault } from './cron.ts';
import { compileExpression } from './expression.ts';
import type { Parameter, Step, Threshold } from './model.ts';
import type { Report } from './place.ts';

const cronHint = 'Write minute, hour, day, month and day of the week, for example "*/15 * * * *".';

export const schedule = z.string().transform((written, context) => {
  if (cronFault(written) === undefined) return written.trim().replace(/\s+/g, ' ');
  context.addIssue({ code: 'custom', message: `It ${cronFault(written) ?? ''}. ${cronHint}` });
  return z.NEVER;
});

const level = z.union([z.number(), z.string().trim().min(1).max(500)]);
const metric = z.string().regex(/^[a-z][A-Za-z0-9_]{0,59}$/);
const named = /^(?:[a-z][a-z0-9-]*\.)?[a-z0-9][a-z0-9-]*$/;
const shape = {
  warn: level.exactOptional(),
  critical: level.exactOptional(),
  unit: z.string().trim().min(1).max(20).exactOptional(),
  remedy: z.string().regex(named, 'Name a procedure: its id on this page, or system.procedure.').exactOptional(),
};
const levels = z.preprocess(asInCode, z.strictObject(shape));
const listed = z.preprocess(asInCode, z.strictObject({ metric, ...shape }));

/** Authors write `then`. In code that word makes a promise of an object, so there it is `remedy`, which nobody can write. */
function asInCode(written: unknown): unknown {
  if (typeof written !== 'object' || written === null) return written;
  const names = new Map([
    ['then', 'remedy'],
    ['remedy', 'remedy (write then)'],
  ]);
  return Object.fromEntries(Object.entries(written).map(([key, value]) => [names.get(key) ?? key, value]));
}

/** `lag: { warn: 30, critical: 300 }`, or the same as a list with `metric`. */
export const thresholds = z
  .union(
    [z.record(metric, levels), z.array(listed)],
    'Write lag: { warn: 30, critical: 300 }, where lag is a name that a step saves.',
  )
  .transform((written): Threshold[] => {
    const list = Array.isArray(written)
      ? written
      : Object.entries(written).map(([name, both]) => ({ metric: name, ...both }));
    return list.map(({ metric: name, warn, critical, unit, remedy }) => ({
      metric: name,
      ...(warn === undefined ? {} : { warn: asExpression(warn) }),
      ...(critical === undefined ? {} : { critical: asExpression(critical) }),
      ...(unit === undefined ? {} : { unit }),
      ...(remedy === undefined ? {} : { remedy }),
    }));
  });

function asExpression(written: number | string): string {
  return typeof written === 'number' ? `value >= ${written}` : written;
}

/** `then: clear-the-queue` means a procedure of the same page. */
export function withFullNames(written: readonly Threshold[], system: string): Threshold[] {
  return written.map(({ remedy, ...rest }) =>
    remedy === undefined ? rest : { ...rest, remedy: remedy.includes('.') ? remedy : `${system}.${remedy}` },
  );
}

export interface Check {
  readonly schedule?: string;
  readonly thresholds: readonly Threshold[];
  readonly parameters: readonly Parameter[];
  readonly steps: readonly Step[];
}

/** Whether a check may not have this step. What a call does is known when it is linked (calls.ts). */
export function isActing(step: Step): boolean {
  return step.kind !== 'wait' && step.kind !== 'use' && !('target' in step && step.risk === 'read');
}

/** A list that people tick off, with reads and waits beside it at most. On a schedule it is posted, and nothing is compared. */
export function isChecklist({ thresholds: levelled, steps }: Pick<Check, 'thresholds' | 'steps'>): boolean {
  return levelled.length === 0 && steps.some(isItem) && steps.every((step) => isItem(step) || !isActing(step));
}

function isItem(step: Step): boolean {
  return step.kind === 'manual' && step.risk === 'read';
}

/** Reports what keeps it from being a check; says nothing when it is none. */
export function checkOfCheck(check: Check, line: number, report: Report): void {
  if (check.schedule === undefined && check.thresholds.length === 0) return;
  const acting = isChecklist(check) ? undefined : check.steps.find(isActing);
  if (acting !== undefined) {
    const hint = 'Take `schedule` and `thresholds` out, or give the step a procedure of its own.';
    const what = 'target' in acting ? `changes something (risk ${acting.risk})` : 'needs a person';
    report(acting.line, `A procedure with a schedule or thresholds is a check, but this step ${what}`, hint);
  }
  const open = check.parameters.find((parameter) => parameter.default === undefined);
  if (check.schedule !== undefined && open !== undefined) {
    report(line, `The procedure has a schedule, but \`${open.name}\` has no value by itself`, 'Give it a default.');
  }
  const saved = check.steps.flatMap((step) => ('save' in step ? step.save.map(({ name }) => name) : []));
  for (const threshold of check.thresholds) thresholdFaults(threshold, saved, line, report);
}

function thresholdFaults(threshold: Threshold, saved: readonly string[], line: number, report: Report): void {
  const { metric: name, warn, critical } = threshold;
  if (!saved.includes(name)) {
    report(
      line,
      `The threshold names \`${name}\`, which no step saves`,
      `Add save=${name}:… to the step that reads it.`,
    );
  }
  if (warn === undefined && critical === undefined) {
    report(line, `The threshold of \`${name}\` has no level`, 'Write warn, critical or both.');
  }
  for (const expression of [warn, critical]) {
    const compiled = expression === undefined ? undefined : compileExpression(expression, saved);
    if (compiled?.ok === false) {
      report(line, `The threshold of \`${name}\` cannot be read: ${compiled.say}`, 'Mend the CEL expression.');
    }
  }
}
