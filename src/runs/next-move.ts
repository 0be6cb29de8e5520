// What a running run does next, from its rows alone. This is where the in-doubt rule stands: an attempt that was begun and not
// ended, by an executor that is gone, is never begun again without a probe, the author's `repeat=safe`, or a person's word.

import type {
  PlannedChooseStep,
  PlannedExecutable,
  PlannedGateStep,
  PlannedManualStep,
  PlannedStep,
} from '../runbooks/planned.ts';
import type { Attempt, Run } from './run.ts';
import { conditionsOf } from './scope.ts';

export type Move =
  | { readonly kind: 'rest' }
  /** Another living executor is at it; look again later. */
  | { readonly kind: 'look-later'; readonly at: Date }
  | { readonly kind: 'finish' }
  | { readonly kind: 'time-out'; readonly say: string }
  | { readonly kind: 'skip-check'; readonly step: PlannedStep }
  | { readonly kind: 'sleep'; readonly until: Date }
  | { readonly kind: 'wait-over' }
  | { readonly kind: 'ask-person'; readonly step: PlannedManualStep | PlannedChooseStep }
  | { readonly kind: 'ask-approval'; readonly step: PlannedGateStep }
  | { readonly kind: 'attempt'; readonly step: PlannedExecutable; readonly attempt: number }
  | { readonly kind: 'doubt'; readonly step: PlannedExecutable; readonly attempt: Attempt };

export interface MoveView {
  readonly run: Run;
  /** Attempts of the current step, oldest first. */
  readonly attempts: readonly Attempt[];
  /** Executors whose heartbeat is fresh. */
  readonly alive: ReadonlySet<string>;
  /** Whether the conditions of the current step have been found true already. */
  readonly whenHolds: boolean;
}

/** A living executor that holds the step is looked at again after this long. */
const lookAgainMs = 5_000;

export function nextMove(view: MoveView, now: Date): Move {
  const { run } = view;
  if (run.state !== 'running') return { kind: 'rest' };
  const step = run.plan.steps[run.cursor];
  if (step === undefined) return { kind: 'finish' };
  const last = view.attempts.at(-1);
  if (last !== undefined && last.endedAt === null) return open(last, step, view, now);
  if (run.wakeAt !== null && run.wakeAt > now && step.kind !== 'wait') return { kind: 'sleep', until: run.wakeAt };
  if (isOutOfTime(run, now) && 'target' in step) return { kind: 'time-out', say: outOfTime(run) };
  if (conditionsOf(step).length > 0 && !view.whenHolds) return { kind: 'skip-check', step };
  switch (step.kind) {
    case 'manual':
    case 'choose':
      return { kind: 'ask-person', step };
    case 'approve':
      return { kind: 'ask-approval', step };
    case 'wait': {
      const until = run.wakeAt ?? new Date(now.getTime() + step.durationMs);
      return until <= now ? { kind: 'wait-over' } : { kind: 'sleep', until };
    }
    case 'http':
    case 'sql':
    case 'sh':
    case 'promql':
      return { kind: 'attempt', step, attempt: (last?.attempt ?? 0) + 1 };
  }
}

function open(last: Attempt, step: PlannedStep, view: MoveView, now: Date): Move {
  if (view.alive.has(last.executor)) return { kind: 'look-later', at: new Date(now.getTime() + lookAgainMs) };
  return 'target' in step ? { kind: 'doubt', step, attempt: last } : { kind: 'rest' };
}

/** The procedure's time counts while steps run and pauses while people are asked (see decide.ts). */
function isOutOfTime(run: Run, now: Date): boolean {
  return run.deadlineAt !== null && run.deadlineAt <= now;
}

function outOfTime(run: Run): string {
  const seconds = Math.round(run.plan.timeoutMs / 1000);
  return `The procedure's time of ${seconds} seconds was used up before step ${run.cursor + 1} was done.`;
}
