// One changing run at a time: which locks a plan takes, and what a start comes to while somebody else has one of them. Pure.

import { done, refuse, type Result } from '../errors.ts';
import type { PersonId, RunId } from '../ids.ts';
import type { Plan } from '../runbooks/planned.ts';
import type { Run } from './run.ts';

/** Another run that stands in the way: it holds the lock, or waits for it and came first. */
export interface Obstacle {
  readonly name: string;
  readonly state: 'held' | 'waiting';
  readonly since: Date;
  readonly run: RunId;
  readonly procedure: string;
  readonly requestedBy: PersonId;
  readonly reason: string;
  /** Its card, once it is posted. */
  readonly channel: string;
  readonly ts: string | null;
}

/** How a run may start. */
export type Start = 'now' | 'queued';

/**
 * The declared lock, or the targets that its changing steps act on; a called procedure's steps have that procedure's own. Sorted, so
 * that all runs take them in one order.
 */
export function locksOf({ system, lock, steps, calls = [], drill }: Plan): readonly string[] {
  const declared = new Map(calls.map((call) => [call.procedure, call.lock]));
  const names = steps.flatMap((step) => {
    const own = step.call === undefined ? lock : (declared.get(step.call.procedure) ?? lock);
    if (typeof own === 'string') return [own];
    if (own === false || !('target' in step) || step.risk === 'read') return [];
    return [`${step.call?.procedure.split('.')[0] ?? system}:${step.target.name}`];
  });
  // A drill stands in nobody's way.
  const own = drill === undefined ? names : names.map((name) => `${drill.name}:${name}`);
  return [...new Set(own)].sort();
}

/** Whether it may start, under the locks as they are. */
export function admit({ plan }: Pick<Run, 'plan'>, obstacle: Obstacle | undefined, now: Date): Result<Start> {
  if (obstacle === undefined) return done('now');
  if (plan.whenLocked === 'queue') return done('queued');
  const { name, run, state, channel, ts } = obstacle;
  const next =
    state === 'held'
      ? `Wait for its end and try again, or ask for the lock: /ops unlock ${name} <reason>`
      : 'Wait for its end and try again.';
  const refused = refuse('conflict', `${inWords(obstacle, now)}. ${next}`);
  return ts === null
    ? refused
    : { ...refused, refusal: { ...refused.refusal, see: { what: `Run ${run}`, channel, ts } } };
}

function inWords({ name, state, run, procedure, requestedBy, since }: Obstacle, now: Date): string {
  const minutes = Math.floor((now.getTime() - since.getTime()) / 60_000);
  const age = minutes < 1 ? 'less than a minute' : `${minutes} min`;
  const whose = /^[UW][A-Z0-9]+$/.test(requestedBy) ? `<@${requestedBy}>` : requestedBy.replace(/^cli:/, '');
  const what = state === 'held' ? 'is held by' : 'is waited for already by';
  return `Nothing was started: ${name} ${what} run ${run} (${procedure}) of ${whose}, for ${age}`;
}
