// How the practice application is: its breaker, and the troubles that it was given. It is all in memory, so a restart heals it.

import { type Breaker, createBreaker } from './breaker.ts';
import type { Trouble } from './messages.ts';
import type { Settings } from './server-settings.ts';

export interface Condition {
  readonly breaker: Breaker;
  readonly take: (trouble: Trouble) => void;
  readonly has: (trouble: Trouble) => boolean;
  /** As the breaker's address tells it. */
  readonly breakerStatus: () => object;
  /** As the telemetry tells it, but for what the database knows. */
  readonly telemetry: (sockets: number) => object;
}

// Clients that are always there.
const usualSockets = 118;
const stuckMs = 7 * 24 * 3_600_000;
const stuckForMs = 8 * 60_000;

export function createCondition(settings: Settings, now: () => number): Condition {
  const troubles = new Set<Trouble>();
  const has = (trouble: Trouble): boolean => troubles.has(trouble);
  const breaker = createBreaker(
    { refillMs: settings.BREAKER_REFILL_MS, openTokens: settings.BREAKER_OPEN_TOKENS },
    now,
  );
  const p95Latency = (): number => (has('slow-generation') ? 95_000 : 55_000);

  function connections(sockets: number): number {
    if (has('websocket-crowd')) return 1_240;
    return has('websockets-refused') ? 0 : usualSockets + sockets;
  }

  return {
    breaker,
    has,
    take: (trouble) => {
      troubles.add(trouble);
      if (trouble === 'breaker-stuck-open' || trouble === 'image-provider-down')
        breaker.open(stuckMs, now() - stuckForMs);
    },
    breakerStatus: () => ({
      state: breaker.state(),
      tokens: breaker.tokens(),
      successRate: breaker.state() === 'closed' ? 0.95 : 0.08,
      p95Latency: p95Latency(),
    }),
    telemetry: (sockets) => ({
      requests: { errorRatePercent: has('high-error-rate') ? 3.2 : 0.04 },
      generation: { p95LatencySeconds: p95Latency() / 1000 },
      websockets: { connections: connections(sockets) },
    }),
  };
}
