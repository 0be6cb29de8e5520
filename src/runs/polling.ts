// When a try is followed by another: `every`, `within`, `for` and `retry`. Pure; what happened before is in the rows of the tries.

import type { PlannedExecutable } from '../runbooks/planned.ts';
import type { Attempt, Run } from './run.ts';

/** What a judgement needs to know of a run; a check that is carried out in memory has that much too. */
export type Course = Pick<Run, 'plan' | 'saved' | 'cursor' | 'stepSince'>;

/** What is remembered of a try. */
export type Past = Pick<Attempt, 'outcome' | 'endedAt'>;

/** One try of the run's current step. */
export interface Try {
  readonly run: Course;
  readonly step: PlannedExecutable;
  /** Counts from 1. */
  readonly attempt: number;
  /** The tries of this step before this one, oldest first. */
  readonly before: readonly Past[];
}

export type Next =
  /** `say` is what is known so far. */
  { readonly kind: 'again'; readonly at: Date; readonly say: string } | { readonly kind: 'over'; readonly say: string };

/** After a try that held: enough, or another look until it has held for as long as `for` asks. */
export function afterHolding(one: Try, now: Date): Next | { readonly kind: 'enough' } {
  const { everyMs, forMs } = one.step;
  if (everyMs === undefined || forMs === undefined) return { kind: 'enough' };
  const since = heldSince(one, everyMs, now);
  const end = since.getTime() + forMs;
  if (end <= now.getTime()) return { kind: 'enough' };
  if (end > lastMoment(one, now)) return { kind: 'over', say: tooLate(one, 'It holds only now.') };
  const say = `Holds for ${seconds(now.getTime() - since.getTime())} of ${seconds(forMs)} so far.`;
  return { kind: 'again', at: new Date(Math.min(now.getTime() + everyMs, end)), say };
}

/** After a try that did not hold or failed. `say` tells why. */
export function afterMiss(one: Try, say: string, now: Date): Next {
  const { everyMs, withinMs, forMs = 0, retry } = one.step;
  if (everyMs !== undefined && withinMs !== undefined) {
    const at = new Date(now.getTime() + everyMs);
    const isInTime = at.getTime() + forMs <= lastMoment(one, now);
    return isInTime ? { kind: 'again', at, say } : { kind: 'over', say: tooLate(one, say) };
  }
  if (everyMs !== undefined)
    return { kind: 'over', say: `It did not hold for ${seconds(forMs)} without a break. ${say}` };
  const failed = sinceBegun(one).filter(({ outcome }) => outcome === 'failed' || outcome === 'unmet').length;
  return failed < retry ? { kind: 'again', at: now, say } : { kind: 'over', say };
}

/** A step that a person has retried begins its count anew. */
function sinceBegun({ before, run: { stepSince } }: Try): readonly Past[] {
  return stepSince === null ? before : before.filter(({ endedAt }) => endedAt === null || endedAt >= stepSince);
}

/** A pause between two looks that is longer than so many times `every` (Opsbook was down) tells nothing about what was meanwhile. */
const longestPause = 3;

/** The end of the first look of the unbroken row of looks that held, this one included. */
function heldSince({ before, step }: Try, everyMs: number, now: Date): Date {
  let since = now;
  for (const { outcome, endedAt } of [...before].reverse()) {
    // A look that was cut off saw nothing, good or bad.
    if (outcome === 'unknown') continue;
    const isClose = endedAt !== null && since.getTime() - endedAt.getTime() <= longestPause * everyMs + step.timeoutMs;
    if (outcome !== 'done' || !isClose) break;
    since = endedAt;
  }
  return since;
}

function lastMoment({ run, step }: Try, now: Date): number {
  return step.withinMs === undefined ? Infinity : (run.stepSince ?? now).getTime() + step.withinMs;
}

function tooLate({ step, attempt }: Try, say: string): string {
  const { withinMs = 0, forMs } = step;
  const long = forMs === undefined ? '' : ` for ${seconds(forMs)}`;
  return `It did not hold${long} within ${seconds(withinMs)} (${attempt} tries). ${say}`;
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1000)} seconds`;
}
