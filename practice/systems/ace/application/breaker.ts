// A circuit breaker as a value: when it is open, when it tries again, what a reset does. Pure; times are milliseconds since 1970.

export const breakerNames = ['generator', 'reflector'] as const;
export type BreakerName = (typeof breakerNames)[number];
export type BreakerState = 'closed' | 'open' | 'half_open';

export interface Breaker {
  /** Absent: it is closed. */
  readonly openedAt?: number;
  /** Its timer was lost: it never tries again by itself. */
  readonly isStuck: boolean;
  readonly failures: number;
  readonly opened: number;
}

export interface Provider {
  /** Until when the model's provider answers nothing; 0 when it does. */
  readonly outUntil: number;
}

/** How long a breaker that tries again looks at its first calls. */
const halfOpenMs = 1_000;

export const closedBreaker: Breaker = { isStuck: false, failures: 0, opened: 0 };

export function openBreaker(
  before: Breaker,
  threshold: number,
  openedAt: number,
  { isStuck }: { isStuck: boolean },
): Breaker {
  return { openedAt, isStuck, failures: before.failures + threshold, opened: before.opened + 1 };
}

/** Closed by hand: it opens again at once while the provider is out. */
export function resetBreaker(before: Breaker, threshold: number, provider: Provider, now: number): Breaker {
  if (before.openedAt === undefined) return before;
  if (now < provider.outUntil) return openBreaker(before, threshold, now, { isStuck: false });
  return { isStuck: false, failures: before.failures, opened: before.opened };
}

/** Its state now. After the recovery timeout it tries the provider: it closes, or counts from the start again. */
export function stateAt(
  breaker: Breaker,
  { recoveryMs, provider, now }: { recoveryMs: number; provider: Provider; now: number },
): BreakerState {
  const { openedAt, isStuck } = breaker;
  if (openedAt === undefined) return 'closed';
  if (isStuck || now < openedAt + recoveryMs) return 'open';
  const tries = Math.floor((now - openedAt) / recoveryMs);
  const firstGood = Math.max(1, Math.ceil((provider.outUntil - openedAt) / recoveryMs));
  if (tries < firstGood) return 'open';
  return now - (openedAt + firstGood * recoveryMs) < halfOpenMs ? 'half_open' : 'closed';
}
