// What a run's card says of locks: which ones its plan takes, and whom it waits for.

import type { Plan } from '../../runbooks/planned.ts';
import { locksOf, type Obstacle } from '../../runs/locks.ts';
import { code, time } from '../fit.ts';
import { linkAnywhere } from '../links.ts';
import { who } from './who.ts';

const mostNames = 10;

export function lockLine(plan: Plan): string[] {
  const names = locksOf(plan);
  if (names.length === 0) return [];
  const taken = plan.whenLocked === 'queue' ? ', and waits for its turn when that is taken' : '';
  const shown = names.slice(0, mostNames).map((name) => code(name, 80));
  const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : '';
  return [`:lock: One run at a time on ${shown.join(', ')}${more}${taken}.`];
}

/** Whom it waits for. */
export function inLine(obstacle: Obstacle | undefined): string {
  if (obstacle === undefined) return 'Nobody is before it any more.';
  const { name, run, requestedBy, since, state, channel, ts } = obstacle;
  const other = ts === null ? `run ${run}` : `<${linkAnywhere(channel, ts)}|run ${run}>`;
  const what = state === 'held' ? 'is held by' : 'is waited for by';
  return `${code(name)} ${what} ${other} of ${who(requestedBy)} since ${time(since)}.`;
}
