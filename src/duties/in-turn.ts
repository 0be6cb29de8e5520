// A call of Slack in its turn. What Slack does not take now, or cannot answer, comes back later and burns no try: an outage of a day
// must not use up the tries that end a job which can never succeed.

import type { Logger } from 'pino';
import { againAfter, failureOf } from '../slack/clients.ts';
import type { Pace, Rank, Turn } from '../slack/pace.ts';

/** It has to wait; the job comes back. */
export class NotYet extends Error {
  override readonly name = 'NotYet';
  readonly waitMs: number;
  constructor(waitMs: number) {
    super(`Slack takes it in another ${Math.round(waitMs)} ms`);
    this.waitMs = waitMs;
  }
}

export async function inTurn<T>(
  { pace, log }: { readonly pace: Pace; readonly log: Logger },
  turn: Turn,
  call: () => Promise<T>,
): Promise<T> {
  const waitMs = pace.wait(turn);
  if (waitMs > 0) throw new NotYet(waitMs);
  try {
    const answer = await call();
    pace.succeed(turn);
    return answer;
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (failure.kind === 'limited') throw new NotYet(pace.slow(turn, failure.retryAfterMs));
    if (failure.kind !== 'away') throw thrown;
    const againMs = pace.fail(turn);
    log.warn({ err: thrown, key: turn.key, againMs }, 'Slack gives no answer; trying again later');
    throw new NotYet(againMs);
  }
}

/** Before anything is read for a call that is not to be made yet. */
export function waitForTurn(pace: Pace, turn: Turn): void {
  const leftMs = pace.left(turn);
  if (leftMs > 0) throw new NotYet(leftMs);
}

const awayMs = 10_000;

/** In how many milliseconds a job that met this is worth another try; undefined when it met something else. */
export function againIn(thrown: unknown, log: Logger): number | undefined {
  if (thrown instanceof NotYet) return thrown.waitMs;
  const failure = failureOf(thrown);
  if (failure.kind !== 'away') return againAfter(failure);
  log.warn({ err: thrown }, 'Slack gives no answer; trying again later');
  return awayMs * (0.75 + Math.random() * 0.5);
}

const ranks: Readonly<Record<string, Rank>> = {
  run: 0,
  update: 1,
  nudge: 1,
  offer: 1,
  anchor: 1,
  incident: 2,
  announce: 2,
};

/** By the first word of a subject. */
export function rankOf(subject: string): Rank {
  return ranks[subject.split(':', 1)[0] ?? ''] ?? 3;
}
