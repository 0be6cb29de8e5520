// What an outcome means for the run: `expect`, `save`, `every/within` and `retry` applied to what a step kind answered. Pure.

import type { PlannedExecutable } from '../runbooks/planned.ts';
import type { AttemptOutcome, Run } from './run.ts';
import type { RunEvent } from './decide.ts';

/** What `expect`, `save` and `when` may name: the step's facts, the parameters and what earlier steps saved. */
export type Scope = Readonly<Record<string, unknown>>;
export type Evaluate = (
  expression: string,
  scope: Scope,
) => { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly say: string };

/** Mirrors steps/step-kind.ts: a meaning room knows no step kind. */
export type Outcome =
  | { readonly kind: 'answered'; readonly facts: Scope; readonly accepted: boolean }
  | { readonly kind: 'failed'; readonly say: string }
  | { readonly kind: 'unknown'; readonly say: string };

export interface Judgement {
  readonly outcome: AttemptOutcome;
  readonly say: string;
  readonly event: RunEvent;
}

export function judge(
  run: Run,
  step: PlannedExecutable,
  attempt: number,
  outcome: Outcome,
  evaluate: Evaluate,
  now: Date,
): Judgement {
  switch (outcome.kind) {
    case 'answered': {
      const scope = scopeOf(run, outcome.facts);
      const unmet = whyUnmet(step, outcome, scope, evaluate);
      if (unmet === undefined) return succeeded(run, step, scope, evaluate);
      return tryAgain(run, step, attempt, 'unmet', unmet, now);
    }
    case 'failed':
      return tryAgain(run, step, attempt, 'failed', outcome.say, now);
    case 'unknown':
      return unknown(run, step, attempt, outcome.say, now);
  }
}

export function scopeOf(run: Run, facts: Scope = {}): Scope {
  return { parameters: run.plan.parameters, ...run.saved, ...facts };
}

function whyUnmet(
  step: PlannedExecutable,
  outcome: { readonly facts: Scope; readonly accepted: boolean },
  scope: Scope,
  evaluate: Evaluate,
): string | undefined {
  if (step.expect === undefined) return outcome.accepted ? undefined : refusedBy(step, outcome.facts);
  const result = evaluate(step.expect, scope);
  if (!result.ok) return `It could not be checked whether ${step.expect}: ${result.say}`;
  return result.value === true ? undefined : `Expected ${step.expect}, but ${seen(outcome.facts)}.`;
}

function refusedBy(step: PlannedExecutable, facts: Scope): string {
  if (step.kind === 'sh') return `The script ended with exit code ${words(facts['exit'])}.`;
  if (step.kind === 'http') return `The answer was HTTP ${words(facts['status'])}.`;
  return 'The database refused it.';
}

function seen(facts: Scope): string {
  if (facts['status'] !== undefined) return `the answer was HTTP ${words(facts['status'])}`;
  if (facts['exit'] !== undefined) return `the exit code was ${words(facts['exit'])}`;
  if (facts['value'] !== undefined) return `the value was ${words(facts['value'])}`;
  return 'it did not hold';
}

function words(fact: unknown): string {
  return typeof fact === 'number' || typeof fact === 'string' ? String(fact) : JSON.stringify(fact);
}

function succeeded(run: Run, step: PlannedExecutable, scope: Scope, evaluate: Evaluate): Judgement {
  const saved: Record<string, unknown> = {};
  for (const { name, expression } of step.save) {
    const result = evaluate(expression, scope);
    if (!result.ok) {
      const say = `Step ${run.cursor + 1} answered, but \`${name}\` could not be saved: ${result.say}`;
      return { outcome: 'done', say, event: { kind: 'failed', say } };
    }
    saved[name] = result.value;
  }
  return { outcome: 'done', say: '', event: { kind: 'step-done', saved } };
}

function tryAgain(
  run: Run,
  step: PlannedExecutable,
  attempt: number,
  outcome: 'unmet' | 'failed',
  say: string,
  now: Date,
): Judgement {
  const since = run.stepSince ?? now;
  if (step.everyMs !== undefined && step.withinMs !== undefined) {
    const at = new Date(now.getTime() + step.everyMs);
    if (at.getTime() <= since.getTime() + step.withinMs) return { outcome, say, event: { kind: 'try-again', at } };
    const waited = `It did not hold within ${Math.round(step.withinMs / 1000)} seconds (${attempt} tries). `;
    return failed(run, outcome, waited + say);
  }
  if (attempt <= step.retry) return { outcome, say, event: { kind: 'try-again', at: now } };
  return failed(run, outcome, say);
}

function unknown(run: Run, step: PlannedExecutable, attempt: number, say: string, now: Date): Judgement {
  if (step.repeat === 'ask') return { outcome: 'unknown', say, event: { kind: 'in-doubt', say: inDoubt(run, say) } };
  return { ...tryAgain(run, step, attempt, 'failed', say, now), outcome: 'unknown' };
}

function failed(run: Run, outcome: 'unmet' | 'failed', say: string): Judgement {
  const sentence = `Step ${run.cursor + 1} failed: ${say}`;
  return { outcome, say, event: { kind: 'failed', say: sentence } };
}

/** The sentence over the three buttons. */
export function inDoubt(run: Run, why: string): string {
  return `Step ${run.cursor + 1} may have happened. ${why} Look at the system, then choose.`;
}
