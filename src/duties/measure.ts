// Carries out the steps of a check in memory, one after the other, with the same step kinds and judgements as a run. They only read,
// so there is no attempt to write down and no doubt to settle: whatever breaks off can be done again.

import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Measure, Measured } from '../checks/measurement.ts';
import { evaluate } from '../runbooks/expression.ts';
import type { Plan, PlannedExecutable, PlannedStep } from '../runbooks/planned.ts';
import { judge } from '../runs/judge.ts';
import type { Course, Past } from '../runs/polling.ts';
import { whetherItApplies } from '../runs/scope.ts';
import type { StepContext, StepOutcome } from '../steps/step-kind.ts';

export interface Instruments {
  readonly log: Logger;
  readonly run: (step: PlannedExecutable, context: StepContext) => Promise<StepOutcome>;
  readonly expand: StepContext['expand'];
  readonly redactDeep: <T>(value: T) => T;
}

export interface Measuring {
  readonly measure: Measure;
  /** Begins no step any more, cuts those under way and waits for them. */
  stop(): Promise<void>;
}

/** In bytes: what a step saves is a number, not a document. */
const outputLimit = 256_000;

export function createMeasuring(instruments: Instruments): Measuring {
  const stopping = new AbortController();
  const underWay = new Set<Promise<Measured>>();
  return {
    measure: async (plan, limitMs = Infinity) => {
      const measuring = measurePlan(instruments, plan, Math.min(limitMs, plan.timeoutMs), stopping.signal);
      underWay.add(measuring);
      return await measuring.finally(() => underWay.delete(measuring));
    },
    stop: async () => {
      stopping.abort();
      await Promise.allSettled(underWay);
    },
  };
}

interface Walk {
  readonly instruments: Instruments;
  readonly plan: Plan;
  /** Aborted at a shutdown and when the time is over. */
  readonly signal: AbortSignal;
  readonly until: number;
}

/** A sentence, when a step stands in the way of all that follow. */
type Stopped = { readonly say: string };

async function measurePlan(
  instruments: Instruments,
  plan: Plan,
  limitMs: number,
  stopping: AbortSignal,
): Promise<Measured> {
  const begun = performance.now();
  const tookMs = (): number => Math.round(performance.now() - begun);
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(limitMs)]);
  const walk: Walk = { instruments, plan, signal, until: begun + limitMs };
  let saved: Record<string, unknown> = {};
  for (const [cursor, step] of plan.steps.entries()) {
    const done = await takeStep(walk, { plan, saved, cursor, stepSince: new Date() }, step);
    // What was cut off would look like trouble with the target.
    if (stopping.aborted) throw new Error('Opsbook is shutting down.');
    if ('say' in done) return { kind: 'unknown', say: instruments.redactDeep(done.say), tookMs: tookMs() };
    saved = { ...saved, ...done.saved };
  }
  const own = Object.entries(saved).filter(([name]) => !name.includes('.'));
  return { kind: 'measured', values: instruments.redactDeep(Object.fromEntries(own)), tookMs: tookMs() };
}

async function takeStep(
  walk: Walk,
  course: Course,
  step: PlannedStep,
): Promise<Stopped | { readonly saved: Readonly<Record<string, unknown>> }> {
  const nothing = { saved: {} };
  const number = course.cursor + 1;
  const applies = whetherItApplies(course, step, evaluate);
  if (applies.kind === 'cannot tell')
    return { say: `Step ${number}: it could not be decided whether it applies. ${applies.say}` };
  if (applies.kind === 'no') return nothing;
  if (step.kind === 'wait') return (await rest(walk, step.durationMs)) ? nothing : outOfTime(number);
  // The runbook's reader refuses such a check; a plan is never trusted to have been read by it.
  if (!('target' in step) || step.risk !== 'read') return { say: `Step ${number} does more than read.` };
  return tryStep(walk, course, step);
}

async function tryStep(
  walk: Walk,
  course: Course,
  step: PlannedExecutable,
): Promise<Stopped | { readonly saved: Readonly<Record<string, unknown>> }> {
  const before: Past[] = [];
  for (let attempt = 1; ; attempt += 1) {
    const leftMs = walk.until - performance.now();
    if (leftMs < 1) return outOfTime(course.cursor + 1);
    const outcome = await act(walk, step, leftMs);
    const now = new Date();
    const seen = outcome.kind === 'answered' ? { ...outcome, facts: { ...outcome.facts } } : outcome;
    const { event, say, outcome: came } = judge({ run: course, step, attempt, before }, seen, evaluate, now);
    if (event.kind === 'step-done') return { saved: event.saved };
    if (event.kind !== 'try-again') return { say: 'say' in event ? event.say : say };
    before.push({ outcome: came, endedAt: now });
    if (!(await rest(walk, event.at.getTime() - now.getTime()))) return outOfTime(course.cursor + 1);
  }
}

async function act({ instruments, signal }: Walk, step: PlannedExecutable, leftMs: number): Promise<StepOutcome> {
  const { expand } = instruments;
  const timeoutMs = Math.max(1, Math.min(step.timeoutMs, leftMs));
  try {
    return await instruments.run({ ...step, timeoutMs }, { expand, signal, outputLimit });
  } catch (thrown) {
    instruments.log.error({ err: thrown, target: step.target.name }, 'a step of a check broke off');
    return { kind: 'failed', say: 'Something broke on our side; the log of Opsbook says what.', output: '' };
  }
}

/** Whether there was time for all of it. */
async function rest({ signal, until }: Walk, ms: number): Promise<boolean> {
  if (ms <= 0) return true;
  if (performance.now() + ms > until) return false;
  return pause(ms, true, { signal }).catch(() => false);
}

function outOfTime(step: number): Stopped {
  return { say: `The time for it was over before step ${step} was done.` };
}
