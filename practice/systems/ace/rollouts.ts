// The rollout history of a deployment, oldest first; the last one is in force. Pure.

export interface Rollout {
  /** Counts from 1, as `kubectl rollout history` does. */
  readonly revision: number;
  readonly cause: string;
}

export function addRollout(rollouts: readonly Rollout[], cause: string): readonly Rollout[] {
  return [...rollouts, { revision: (rollouts.at(-1)?.revision ?? 0) + 1, cause }];
}

/**
 * Repeats an earlier rollout, by default the one before: it moves to the end under a new number, as in Kubernetes.
 * `undefined` when there is no such one.
 */
export function undoRollout(rollouts: readonly Rollout[], revision?: number): readonly Rollout[] | undefined {
  const earlier = rollouts.slice(0, -1);
  const again = revision === undefined ? earlier.at(-1) : earlier.find((rollout) => rollout.revision === revision);
  if (again === undefined) return undefined;
  return addRollout(rollouts, again.cause).filter((rollout) => rollout !== again);
}
