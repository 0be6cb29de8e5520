// What the practice application knows about itself, and what it says of it. Pure; the healthy answer is the documented one.

export const breakerNames = ['generator', 'reflector'] as const;
type BreakerName = (typeof breakerNames)[number];
export type BreakerState = 'closed' | 'open';

export interface Condition {
  readonly version: string;
  /** Dimension of the vectors that the release's model makes, and of those in the index on disk. */
  readonly modelDimension: number;
  readonly indexDimension: number;
  readonly breakers: Readonly<Record<BreakerName, BreakerState>>;
}

export interface Health {
  readonly status: 'healthy' | 'degraded';
  readonly version: string;
  readonly database: 'connected';
  readonly faiss: string;
  readonly circuit_breakers: Readonly<Record<BreakerName, BreakerState>>;
}

/** Whether searches can be answered at all. */
export function canRetrieve(condition: Condition): boolean {
  return condition.modelDimension === condition.indexDimension;
}

/** The body of `/health`. */
export function healthOf(condition: Condition): Health {
  const allClosed = breakerNames.every((name) => condition.breakers[name] === 'closed');
  return {
    status: canRetrieve(condition) && allClosed ? 'healthy' : 'degraded',
    version: condition.version,
    database: 'connected',
    faiss: canRetrieve(condition)
      ? 'ready'
      : `dimension mismatch: model ${String(condition.modelDimension)}, index ${String(condition.indexDimension)}`,
    circuit_breakers: condition.breakers,
  };
}
