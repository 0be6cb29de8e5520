// What the practice application knows about itself, and what it says of it. Pure; the healthy answer is the documented one.

import { type BreakerName, breakerNames, type BreakerState } from './breaker.ts';
import type { Settings } from './settings.ts';

/** `no tables`: it answers, and nothing of ACE is in it. */
export type DatabaseState = 'connected' | 'unreachable' | 'no tables';

export interface Condition {
  readonly version: string;
  readonly settings: Settings;
  /** Dimension of the vectors in the index on disk; those of the release's model may differ. */
  readonly indexDimension: number;
  readonly breakers: Readonly<Record<BreakerName, BreakerState>>;
  readonly database: DatabaseState;
}

interface Health {
  readonly status: 'healthy' | 'degraded';
  readonly version: string;
  readonly database: DatabaseState;
  readonly faiss: string;
  readonly circuit_breakers: Readonly<Record<BreakerName, BreakerState>>;
}

/** Whether searches can be answered at all. */
export function canRetrieve({ settings, indexDimension, database }: Condition): boolean {
  return settings.embeddingDimension === indexDimension && database === 'connected';
}

/** The body of `/health`. */
export function healthOf(condition: Condition): Health {
  const { version, settings, indexDimension, breakers, database } = condition;
  const fits = settings.embeddingDimension === indexDimension;
  const noneOpen = breakerNames.every((name) => breakers[name] !== 'open');
  return {
    status: canRetrieve(condition) && noneOpen ? 'healthy' : 'degraded',
    version,
    database,
    faiss: fits
      ? 'ready'
      : `dimension mismatch: model ${String(settings.embeddingDimension)}, index ${String(indexDimension)}`,
    circuit_breakers: breakers,
  };
}
