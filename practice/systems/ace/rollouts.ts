// The rollout history of a deployment, oldest first; the last one is in force. Pure.

import type { SetVariables } from './application/settings.ts';

export interface Rollout {
  /** Counts from 1, as `kubectl rollout history` does. */
  readonly revision: number;
  readonly cause: string;
  /** What it sets in the environment of its process, when it sets anything. */
  readonly set?: SetVariables;
}

/** Keeps what the last one has set, unless it is told what to set instead. */
export function addRollout(rollouts: readonly Rollout[], cause: string, set?: SetVariables): readonly Rollout[] {
  const last = rollouts.at(-1);
  const kept = set ?? last?.set ?? {};
  const revision = (last?.revision ?? 0) + 1;
  return [...rollouts, { revision, cause, ...(Object.keys(kept).length === 0 ? {} : { set: kept }) }];
}

/**
 * Repeats an earlier rollout, by default the one before: it moves to the end under a new number, as in Kubernetes.
 * `undefined` when there is no such one.
 */
export function undoRollout(rollouts: readonly Rollout[], revision?: number): readonly Rollout[] | undefined {
  const earlier = rollouts.slice(0, -1);
  const again = revision === undefined ? earlier.at(-1) : earlier.find((rollout) => rollout.revision === revision);
  if (again === undefined) return undefined;
  return addRollout(rollouts, again.cause, again.set ?? {}).filter((rollout) => rollout !== again);
}
