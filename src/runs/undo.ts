// What takes a run back: the procedures that its steps name with `undo`, the newest change first, and what was saved for them. Pure.

import type { PersonId, RunId } from '../ids.ts';
import type { PlannedExecutable } from '../runbooks/planned.ts';
import { describeState } from './decide.ts';
import { hasEnded, type Attempt, type Run, type RunState } from './run.ts';
import { savedAt } from './scope.ts';

/** A run that takes another one back. */
export interface Undoing {
  readonly id: RunId;
  readonly procedure: string;
  readonly state: RunState;
  readonly requestedBy: PersonId;
}

export interface Undo {
  readonly procedure: string;
  /** What its parameters may be filled with, by name. */
  readonly given: Readonly<Record<string, string>>;
}

interface Past {
  readonly run: Run;
  readonly attempts: readonly Pick<Attempt, 'step' | 'outcome'>[];
  /** The runs that take it back, or were to. */
  readonly undoneBy: readonly Undoing[];
}

/** The change that is to be taken back next; undefined when there is none, or none any more. */
export function nextUndo({ run, attempts, undoneBy }: Past): Undo | undefined {
  if (!canBeUndone(run)) return undefined;
  const step = changes(run, attempts).find(
    ({ undo }) => !undoneBy.some((one) => one.procedure === undo && hasTaken(one)),
  );
  return step?.undo === undefined ? undefined : { procedure: step.undo, given: textsOf(savedAt(run, step)) };
}

/** Why there is nothing to take back. */
export function whyNoUndo({ run, attempts, undoneBy }: Past): string {
  const again = `/ops show ${run.procedure} tells what its steps do.`;
  if (!hasEnded(run.state))
    return `Run ${run.id} is not over: ${describeState(run.state)}. Cancel it first: /ops cancel ${run.id}`;
  const last = undoneBy.findLast(hasTaken);
  if (last !== undefined)
    return `Run ${run.id} ${last.state === 'succeeded' ? 'was undone' : 'is being undone'} by run ${last.id}.`;
  if (!canBeUndone(run)) return `Run ${run.id} did nothing that could be undone: ${describeState(run.state)}.`;
  return changes(run, attempts).length === 0 && run.plan.steps.some((step) => 'undo' in step)
    ? `Run ${run.id} ended before a step that can be undone. ${again}`
    : `No step of run ${run.id} names a procedure that takes it back. ${again}`;
}

/** Whether the run has taken, or may still take, something back. */
export function hasTaken({ state }: Undoing): boolean {
  return state === 'succeeded' || !hasEnded(state);
}

function canBeUndone({ state, startedAt }: Run): boolean {
  return startedAt !== null && (state === 'succeeded' || state === 'failed' || state === 'cancelled');
}

/** A step that failed may have done a part of its work. */
function changes({ plan }: Run, attempts: Past['attempts']): PlannedExecutable[] {
  return plan.steps
    .filter((step, index): step is PlannedExecutable => {
      const last = attempts.findLast((attempt) => attempt.step === index);
      return 'undo' in step && step.undo !== undefined && last !== undefined && last.outcome !== 'skipped';
    })
    .reverse();
}

function textsOf(saved: Readonly<Record<string, unknown>>): Undo['given'] {
  return Object.fromEntries(
    Object.entries(saved).flatMap(([name, value]) =>
      ['string', 'number', 'boolean'].includes(typeof value) ? [[name, String(value)] as const] : [],
    ),
  );
}
