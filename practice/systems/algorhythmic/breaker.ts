// The circuit breaker in front of the image provider. It closes by itself when its time is over, unless it is stuck.

export type BreakerState = 'closed' | 'open' | 'half_open';

export interface Breaker {
  readonly state: () => BreakerState;
  /** 0 while it is not open. */
  readonly openSeconds: () => number;
  /** Failures so far; at `openTokens` it opens. */
  readonly tokens: () => number;
  /** A generation failed or worked. */
  readonly note: (worked: boolean) => void;
  readonly open: (forMs: number, since?: number) => void;
  readonly reset: () => void;
}

export interface BreakerSettings {
  readonly refillMs: number;
  readonly openTokens: number;
}

export function createBreaker({ refillMs, openTokens }: BreakerSettings, now: () => number): Breaker {
  let openedAt: number | undefined;
  let until = 0;
  let tokens = 0;

  function reset(): void {
    openedAt = undefined;
    tokens = 0;
  }

  function state(): BreakerState {
    if (openedAt === undefined) return 'closed';
    return now() < until ? 'open' : 'half_open';
  }

  function open(forMs: number, since = now()): void {
    openedAt = since;
    until = now() + forMs;
    tokens = openTokens;
  }

  return {
    state,
    openSeconds: () => (state() === 'open' && openedAt !== undefined ? Math.round((now() - openedAt) / 1000) : 0),
    tokens: () => tokens,
    note: (worked) => {
      if (worked) reset();
      else if (tokens + 1 >= openTokens || state() === 'half_open') open(refillMs);
      else tokens += 1;
    },
    open,
    reset,
  };
}
