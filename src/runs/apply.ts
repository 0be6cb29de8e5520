// Carries a decision out: state, audit row and the jobs that follow, in the caller's transaction. Call it last in the transaction,
// because the audit head is locked from here to the commit.

import type { Transaction } from '../db/database.ts';
import { done, type Result } from '../errors.ts';
import type { Queue } from '../queue/queue.ts';
import { causeOfRun } from './cause-of-run.ts';
import type { Desk } from './desk.ts';
import { decide, type RunChange, type RunEvent } from './decide.ts';
import { freeLocks, takeLocks } from './lock-store.ts';
import type { Start } from './locks.ts';
import type { Run } from './run.ts';
import { afterChange, writeRun } from './store.ts';

/**
 * Whoever commits a change that sets a run going takes it up at once (duties/advance.ts). Its job comes this much later and finds
 * it under way; only when that process died does the job start it.
 */
const handOverMs = 1_500;

/** Steps that follow each other fast share an edit of the card: Slack takes about 50 edits a minute in all. */
const progressEveryMs = 700;
/** The pressed message is edited by whoever takes the run up; the cards follow when the first step is on its way. */
const startShownMs = 150;

export interface AuditRecord {
  readonly actor: string;
  /** `run.approved`: the noun and what happened to it. */
  readonly action: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

export async function applyEvent(
  tx: Transaction,
  desk: Desk,
  run: Run,
  event: RunEvent,
  record: AuditRecord | undefined,
  now: Date,
): Promise<Result<Run>> {
  const decision = decide(run, event, now);
  if (!decision.ok) return decision;
  const after = afterChange(run, decision.value, desk.trail.cause);
  writeRun(tx, after);
  if (after.endedAt !== null) await freeLocks(tx, desk.queue, run);
  follow(tx, desk, { run, event, change: decision.value, after, record }, now);
  return done(after);
}

export interface Applied {
  readonly run: Run;
  readonly event: RunEvent;
  readonly change: RunChange;
  readonly after: Run;
  readonly record: AuditRecord | undefined;
}

/** What follows from a change that is written: the locks of a start, the jobs and the entry in the audit. */
export function follow(tx: Transaction, desk: Desk, { run, event, change, after, record }: Applied, now: Date): void {
  const start = startOf(event);
  if (start !== undefined) takeLocks(tx, run, start);
  const queue = desk.queue.following(causeOfRun(after));
  show(tx, queue, run, event, after);
  wake(tx, queue, run, change, now);
  tell(tx, desk, run, event, after);
  if (record === undefined) return;
  const detail = { procedure: run.procedure, digest: run.digest, ...record.detail };
  desk.record(tx, { actor: record.actor, action: record.action, subject: `run:${run.id}`, detail });
}

/** A step's own line says that it begins. */
function tell(tx: Transaction, { trail }: Desk, run: Run, event: RunEvent, after: Run): void {
  if (event.kind === 'step-begun') return;
  const made = trail.cause?.made === undefined ? causeOfRun(after)?.made : undefined;
  const line = { runId: run.id, procedure: run.procedure, event: event.kind, from: run.state, to: after.state };
  tx.afterCommit(() => trail.tell({ ...line, ...(made && { made }) }, 'a run changed'));
}

function startOf(event: RunEvent): Start | undefined {
  if (event.kind === 'turn-came') return 'now';
  if (!('start' in event)) return undefined;
  // Behind a gate the run has its locks already.
  return event.kind === 'approved' && event.step !== null ? undefined : event.start;
}

function show(tx: Transaction, queue: Queue, run: Run, event: RunEvent, after: Run): void {
  // A step that begins shows nothing that its card does not say already.
  if (event.kind === 'step-begun') return;
  const delayMs = after.state !== 'running' ? 0 : run.state === 'running' ? progressEveryMs : startShownMs;
  // Its card says what became of it.
  if (run.undoes !== null && after.state !== run.state) queue.send(tx, 'post', { subject: `run:${run.undoes}` });
  const priority = after.state === 'awaiting_approval' ? 10 : 0;
  queue.send(tx, 'post', { subject: `run:${run.id}` }, { priority, delayMs });
}

function wake(tx: Transaction, queue: Queue, run: Run, change: RunChange, now: Date): void {
  if (change.next === 'nothing') return;
  const delayMs = change.next === 'advance' ? handOverMs : Math.max(0, change.next.at.getTime() - now.getTime());
  queue.send(tx, 'advance', { run: run.id }, { delayMs });
}
