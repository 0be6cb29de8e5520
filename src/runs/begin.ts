// The row before the effect. Where a person's word sets a run going and its next step can begin at once, both are one transaction:
// nothing but the commit stands between an approval and the effect that it releases.

import type { Transaction } from '../db/database.ts';
import { done, type Result } from '../errors.ts';
import type { RunId } from '../ids.ts';
import { follow, type AuditRecord } from './apply.ts';
import { decide, type RunEvent } from './decide.ts';
import type { Desk } from './desk.ts';
import { nextMove, type Move } from './next-move.ts';
import type { Run } from './run.ts';
import { afterChange, beginAttempt, writeRun } from './store.ts';

export type AttemptMove = Extract<Move, { kind: 'attempt' }>;

/** An attempt whose row is written. This process performs it once that is committed, and nobody else does. */
export interface Begun {
  readonly run: Run;
  readonly move: AttemptMove;
  readonly now: Date;
}

export function beginStep(tx: Transaction, desk: Desk, run: Run, move: AttemptMove, now: Date): Begun {
  const decision = decide(run, { kind: 'step-begun' }, now);
  // There is no such move for a run that is not running.
  if (!decision.ok) throw new Error(decision.refusal.say);
  const after = afterChange(run, decision.value, desk.trail.cause);
  writeRun(tx, after);
  beginAttempt(tx, { run: run.id, step: run.cursor, attempt: move.attempt, executor: desk.queue.executor });
  const detail = { step: run.cursor + 1, attempt: move.attempt, target: move.step.target.name, risk: move.step.risk };
  const record = move.attempt === 1 ? { actor: 'opsbook', action: 'step.begun', detail } : undefined;
  follow(tx, desk, { run, event: { kind: 'step-begun' }, change: decision.value, after, record }, now);
  return { run: after, move, now };
}

export interface Starter extends Desk {
  /** Keeps the run for one attempt that this process is about to begin; false when it has no hand free, or walks the run already. */
  readonly hold: (run: RunId) => boolean;
  /** The attempt was not begun after all. */
  readonly release: (run: RunId) => void;
}

/** The run is under way; its first step too, unless a person, a condition or a time comes before it. */
export function setGoing(
  tx: Transaction,
  starter: Starter,
  run: Run,
  event: Extract<RunEvent, { kind: 'approved' | 'confirmed' | 'glass-broken' }>,
  record: AuditRecord,
  now: Date,
): Result<Run | Begun> {
  const decision = decide(run, event, now);
  if (!decision.ok) return decision;
  const going = afterChange(run, decision.value, starter.trail.cause);
  // Any other step that a yes leads to was never tried before.
  const isTried = run.startedAt !== null && going.cursor === run.cursor;
  const move = nextMove({ run: going, attempts: [], alive: new Set(), whenHolds: false }, now);
  const isBegun = move.kind === 'attempt' && !isTried && starter.hold(run.id);
  // The row is written once, as it is in the end.
  if (isBegun) tx.afterRollback(() => starter.release(run.id));
  else writeRun(tx, going);
  follow(tx, starter, { run, event, change: decision.value, after: going, record }, now);
  if (!isBegun) return done(going);
  return done(beginStep(tx, starter, going, move, now));
}
