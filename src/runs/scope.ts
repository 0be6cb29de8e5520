// The names that a step's expressions know: its facts, its parameters, what was saved before. The steps of a called procedure have
// parameters and saved values of their own, kept under the call's id, so that no name means two things.

import type { PlannedStep } from '../runbooks/planned.ts';
import type { Run } from './run.ts';

/** What `expect`, `save` and `when` may name. */
export type Scope = Readonly<Record<string, unknown>>;
export type Evaluate = (
  expression: string,
  scope: Scope,
) => { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly say: string };

type Place = Pick<PlannedStep, 'call'>;
/** A run, or a plan that is none yet and has saved nothing. */
export type Holder = Pick<Run, 'plan' | 'saved'>;

/** What the steps of the same call have saved. */
export function savedAt(run: Holder, { call }: Place): Scope {
  return savedIn(run, call?.id ?? '');
}

export function scopeOf(run: Holder, { call }: Place, facts: Scope = {}): Scope {
  return { parameters: call?.parameters ?? run.plan.parameters, ...savedIn(run, call?.id ?? ''), ...facts };
}

/** The key in `run.saved` of a value that this step saves. */
export function savedKey({ call }: Place, name: string): string {
  return call === undefined ? name : `${call.id}.${name}`;
}

/** What must hold for the step to be done: the conditions of the calls around it, outermost first, then its own. */
export function conditionsOf({ call, when }: PlannedStep): readonly string[] {
  return [...(call?.conditions ?? []).map((condition) => condition.when), ...(when === undefined ? [] : [when])];
}

export type Applies =
  | { readonly kind: 'yes' }
  /** `when` is the condition that does not hold. */
  | { readonly kind: 'no'; readonly when: string }
  | { readonly kind: 'cannot tell'; readonly say: string };

export function whetherItApplies(run: Holder, step: PlannedStep, evaluate: Evaluate): Applies {
  const outer = (step.call?.conditions ?? []).map(({ when, id, parameters }) => ({
    when,
    scope: { parameters, ...savedIn(run, id) },
  }));
  const own = step.when === undefined ? [] : [{ when: step.when, scope: scopeOf(run, step) }];
  for (const { when, scope } of [...outer, ...own]) {
    const holds = evaluate(when, scope);
    if (!holds.ok) return { kind: 'cannot tell', say: holds.say };
    if (holds.value !== true) return { kind: 'no', when };
  }
  return { kind: 'yes' };
}

// A name holds no dot, so `2.1.before` is the name `before` of the call `2.1`.
function savedIn(run: Holder, id: string): Scope {
  const own = Object.entries(run.saved).flatMap(([key, value]) => {
    const end = key.lastIndexOf('.');
    return key.slice(0, Math.max(0, end)) === id ? [[key.slice(end + 1), value] as const] : [];
  });
  return Object.fromEntries(own);
}
