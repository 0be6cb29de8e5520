// What an outcome means for the run: `expect`, `save`, `every/within`, `for/every` and `retry` applied to what a step kind answered. Pure.

import type { PlannedExecutable } from '../runbooks/planned.ts';
import type { RunEvent } from './decide.ts';
import { afterHolding, afterMiss, type Course, type Try } from './polling.ts';
import type { AttemptOutcome } from './run.ts';
import { savedKey, scopeOf, type Evaluate, type Scope } from './scope.ts';

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

export function judge(one: Try, outcome: Outcome, evaluate: Evaluate, now: Date): Judgement {
  switch (outcome.kind) {
    case 'answered': {
      const scope = scopeOf(one.run, one.step, outcome.facts);
      const unmet = whyUnmet(one.step, outcome, scope, evaluate);
      return unmet === undefined ? met(one, scope, evaluate, now) : tryAgain(one, 'unmet', unmet, now);
    }
    case 'failed':
      return tryAgain(one, 'failed', outcome.say, now);
    case 'unknown':
      return unknown(one, outcome.say, now);
  }
}

function whyUnmet(
  step: PlannedExecutable,
  outcome: { readonly facts: Scope; readonly accepted: boolean },
  scope: Scope,
  evaluate: Evaluate,
): string | undefined {
  if (step.expect === undefined) return outcome.accepted ? undefined : refusedBy(step, outcome.facts);
  const result = evaluate(step.expect, scope);
  if (!result.ok) return `It could not be checked whether ${step.expect}: ${result.say}${samples(step, outcome.facts)}`;
  return result.value === true ? undefined : `Expected ${step.expect}, but ${seen(step, outcome.facts)}.`;
}

function refusedBy(step: PlannedExecutable, facts: Scope): string {
  if (step.kind === 'sh') return `The script ended with exit code ${words(facts['exit'])}.`;
  if (step.kind === 'http') return `The answer was HTTP ${words(facts['status'])}.`;
  return step.kind === 'sql' ? 'The database refused it.' : 'The query was refused.';
}

/** Why a query has no `value`. */
function samples(step: PlannedExecutable, { json, value }: Scope): string {
  if (step.kind !== 'promql' || value !== undefined || !Array.isArray(json)) return '';
  return ` The query gave ${json.length} samples; \`value\` is there when it gives exactly one number.`;
}

function seen({ secret }: PlannedExecutable, facts: Scope): string {
  if (facts['status'] !== undefined) return `the answer was HTTP ${words(facts['status'])}`;
  if (facts['exit'] !== undefined) return `the exit code was ${words(facts['exit'])}`;
  // What a secret step saw is nobody's to read.
  if (facts['value'] !== undefined && !secret) return `the value was ${words(facts['value'])}`;
  return 'it did not hold';
}

function words(fact: unknown): string {
  return typeof fact === 'number' || typeof fact === 'string' ? String(fact) : JSON.stringify(fact);
}

function met(one: Try, scope: Scope, evaluate: Evaluate, now: Date): Judgement {
  const next = afterHolding(one, now);
  if (next.kind === 'again') return { outcome: 'done', say: next.say, event: { kind: 'try-again', at: next.at } };
  return next.kind === 'over' ? failed(one.run, 'unmet', next.say) : succeeded(one, scope, evaluate);
}

function succeeded({ run, step }: Try, scope: Scope, evaluate: Evaluate): Judgement {
  const saved: Record<string, unknown> = {};
  for (const { name, expression } of step.save) {
    const result = evaluate(expression, scope);
    if (!result.ok) {
      const say = `Step ${run.cursor + 1} answered, but \`${name}\` could not be saved: ${result.say}`;
      return { outcome: 'done', say, event: { kind: 'failed', say } };
    }
    saved[savedKey(step, name)] = result.value;
  }
  return { outcome: 'done', say: '', event: { kind: 'step-done', saved } };
}

function tryAgain(one: Try, outcome: 'unmet' | 'failed', say: string, now: Date): Judgement {
  const next = afterMiss(one, say, now);
  if (next.kind === 'again') return { outcome, say, event: { kind: 'try-again', at: next.at } };
  return failed(one.run, outcome, next.say);
}

function unknown(one: Try, say: string, now: Date): Judgement {
  if (one.step.repeat === 'safe') return tryAgain(one, 'failed', say, now);
  return { outcome: 'unknown', say, event: { kind: 'in-doubt', say: inDoubt(one.run, say) } };
}

function failed(run: Course, outcome: 'unmet' | 'failed', say: string): Judgement {
  const sentence = `Step ${run.cursor + 1} failed: ${say}`;
  return { outcome, say, event: { kind: 'failed', say: sentence } };
}

/** The sentence over the three buttons. */
export function inDoubt(run: Pick<Course, 'cursor'>, why: string): string {
  return `Step ${run.cursor + 1} may have happened. ${why} Look at the system, then choose.`;
}
