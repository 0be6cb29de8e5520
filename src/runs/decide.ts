// The state machine of a run: run × event × now → what changes. Pure; stores carry it out.

import { done, refuse, type Result } from '../errors.ts';
import type { PersonId } from '../ids.ts';
import type { Start } from './locks.ts';
import { hasEnded, type Run, type RunState } from './run.ts';

/** How long a plan waits for its person, an approval for its yes, and a run for its turn. Product default: 60 minutes. */
export const patienceMs = 60 * 60_000;

/** Whoever frees a lock wakes those that wait for it; they look by themselves too. */
export const lookAtLineMs = 30_000;

export type RunEvent =
  /** `preapproval`: under which it starts without the yes that it needs otherwise. */
  | { readonly kind: 'confirmed'; readonly by: PersonId; readonly start: Start; readonly preapproval?: number }
  | { readonly kind: 'asked'; readonly reason: string }
  | { readonly kind: 'retry-asked' }
  /** `step` is that of a gate in the middle, or null when it is the plan that was approved. */
  | { readonly kind: 'approved'; readonly step: number | null; readonly start: Start }
  /** Somebody starts it, or takes it past the gate at `step`, without the yes that it needs. */
  | { readonly kind: 'glass-broken'; readonly step: number | null; readonly start: Start; readonly reason: string }
  | { readonly kind: 'turn-came' }
  | { readonly kind: 'retried'; readonly start: Start }
  | { readonly kind: 'denied'; readonly say: string }
  | { readonly kind: 'expired'; readonly say: string }
  | { readonly kind: 'voided'; readonly say: string }
  | { readonly kind: 'step-begun' }
  | { readonly kind: 'step-done'; readonly saved: Readonly<Record<string, unknown>> }
  | { readonly kind: 'try-again'; readonly at: Date }
  | { readonly kind: 'sleep'; readonly until: Date }
  | { readonly kind: 'await-person'; readonly say: string }
  | { readonly kind: 'await-approval'; readonly say: string }
  | { readonly kind: 'in-doubt'; readonly say: string }
  | { readonly kind: 'answered'; readonly happened: boolean }
  | { readonly kind: 'failed'; readonly say: string }
  | { readonly kind: 'finished' }
  | { readonly kind: 'cancelled'; readonly by: PersonId; readonly say: string };

/**
 * The columns that change. `next` says what must be woken: the run itself now, at a time, or nothing but its card. A run that is
 * under way needs no waking: whoever walks it goes on.
 */
export interface RunChange {
  readonly state: RunState;
  readonly cursor?: number;
  readonly saved?: Readonly<Record<string, unknown>>;
  readonly reason?: string;
  readonly startedAt?: Date;
  readonly endedAt?: Date | null;
  readonly stepSince?: Date | null;
  readonly deadlineAt?: Date | null;
  readonly leftMs?: number | null;
  readonly wakeAt?: Date | null;
  readonly cancelledBy?: PersonId;
  readonly say: string;
  readonly next: 'advance' | { readonly at: Date } | 'nothing';
}

export function decide(run: Run, event: RunEvent, now: Date): Result<RunChange> {
  const isRevived = run.state === 'failed' && afterFailure.includes(event.kind);
  if (hasEnded(run.state) && !isRevived)
    return refuse('conflict', `Run ${run.id} is over: ${stateInWords[run.state]}.`);
  switch (event.kind) {
    case 'confirmed':
      if (run.state === 'planned' && run.plan.approvals > 0 && event.preapproval === undefined)
        return refuse('denied', `Run ${run.id} needs another person's yes. Press *Ask for approval*.`);
      return start(run, 'planned', event.start, now);
    case 'approved':
      return event.step === null ? start(run, 'awaiting_approval', event.start, now) : passGate(run, now);
    case 'glass-broken':
      return breakGlass(run, event, now);
    case 'turn-came':
      return start(run, 'queued', 'now', now);
    case 'retried':
      return start({ ...run, ...anew }, 'failed', event.start, now);
    case 'retry-asked':
      if (run.state !== 'failed') return unexpected(run);
      return done({
        state: 'awaiting_approval',
        ...anew,
        say: '',
        next: { at: new Date(now.getTime() + patienceMs) },
      });
    case 'asked':
      if (run.state !== 'planned') return unexpected(run);
      return done({
        state: 'awaiting_approval',
        reason: event.reason,
        say: '',
        next: { at: new Date(now.getTime() + patienceMs) },
      });
    case 'denied':
      return end(run, 'denied', event.say, now, ['awaiting_approval']);
    case 'expired':
      return end(run, 'expired', event.say, now, ['planned', 'awaiting_approval', 'queued']);
    case 'voided':
      return end(run, 'void', event.say, now, ['planned', 'awaiting_approval', 'queued', 'running', 'failed']);
    case 'cancelled':
      return cancel(run, event.by, event.say, now);
    case 'failed':
      return end(run, 'failed', event.say, now, ['running']);
    case 'finished':
      return end(run, 'succeeded', '', now, ['running']);
    case 'step-begun':
      return whileRunning(run, { stepSince: run.stepSince ?? now, wakeAt: null, next: 'nothing' });
    case 'step-done':
      return completed(run, event.saved, now);
    case 'try-again':
      return whileRunning(run, { stepSince: run.stepSince ?? now, wakeAt: event.at, next: { at: event.at } });
    case 'sleep':
      return whileRunning(run, { wakeAt: event.until, ...pause(run, now), next: { at: event.until } });
    case 'await-person':
      return whileRunning(run, { state: 'waiting', say: event.say, ...pause(run, now), next: 'nothing' });
    case 'await-approval':
      return whileRunning(run, {
        state: 'awaiting_approval',
        say: event.say,
        ...pause(run, now),
        next: { at: new Date(now.getTime() + patienceMs) },
      });
    case 'in-doubt':
      return whileRunning(run, {
        state: 'in_doubt',
        say: event.say,
        wakeAt: null,
        ...pause(run, now),
        next: 'nothing',
      });
    case 'answered':
      return answered(run, event.happened, now);
  }
}

/** What a failed run may still come to. */
const afterFailure: readonly RunEvent['kind'][] = ['retried', 'retry-asked', 'voided'];
/** The failed step begins like one that was never tried, and with the procedure's whole time. */
const anew = { endedAt: null, stepSince: null, deadlineAt: null, leftMs: null } as const;

const stateInWords: Readonly<Record<RunState, string>> = {
  planned: 'planned, not started',
  awaiting_approval: 'waiting for approval',
  queued: 'waiting for its turn',
  running: 'running',
  waiting: 'waiting for a person',
  in_doubt: 'in doubt',
  succeeded: 'it succeeded',
  failed: 'it failed',
  cancelled: 'it was cancelled',
  denied: 'it was denied',
  expired: 'nobody decided in time',
  void: 'its approval became void',
};

/** A run's state as a person reads it. */
export function describeState(state: RunState): string {
  return stateInWords[state];
}

function breakGlass(
  run: Run,
  { step, start: how, reason }: Extract<RunEvent, { kind: 'glass-broken' }>,
  now: Date,
): Result<RunChange> {
  if (run.state === 'awaiting_approval')
    return step === null ? start(run, 'awaiting_approval', how, now) : passGate(run, now);
  const begun = start(run, 'planned', how, now);
  return begun.ok ? done({ ...begun.value, reason }) : begun;
}

/** From its beginning, or from where it stands; at once, or when its locks are free. */
function start(run: Run, from: RunState, how: Start, now: Date): Result<RunChange> {
  if (run.state !== from) return unexpected(run);
  const { stepSince, endedAt, deadlineAt, leftMs } = run;
  if (how === 'queued') {
    const until = new Date(now.getTime() + patienceMs);
    const wait = { wakeAt: until, say: '', next: { at: new Date(now.getTime() + lookAtLineMs) } };
    return done({ state: 'queued', stepSince, endedAt, deadlineAt, leftMs, ...wait });
  }
  return done({
    state: 'running',
    startedAt: run.startedAt ?? now,
    endedAt,
    stepSince,
    ...resume(run, now),
    wakeAt: null,
    say: '',
    next: 'advance',
  });
}

function passGate(run: Run, now: Date): Result<RunChange> {
  if (run.state !== 'awaiting_approval') return unexpected(run);
  const cursor = run.cursor + 1;
  return done({ state: 'running', cursor, stepSince: null, ...resume(run, now), say: '', next: 'advance' });
}

function completed(run: Run, saved: Readonly<Record<string, unknown>>, now: Date): Result<RunChange> {
  if (run.state !== 'running' && run.state !== 'waiting') return unexpected(run);
  const isUnderWay = run.state === 'running';
  return done({
    state: 'running',
    cursor: run.cursor + 1,
    saved: { ...run.saved, ...saved },
    ...resume(run, now),
    stepSince: null,
    wakeAt: null,
    say: '',
    next: isUnderWay ? 'nothing' : 'advance',
  });
}

function answered(run: Run, happened: boolean, now: Date): Result<RunChange> {
  if (run.state !== 'in_doubt') return unexpected(run);
  return done({
    state: 'running',
    ...(happened ? { cursor: run.cursor + 1 } : {}),
    ...resume(run, now),
    stepSince: null,
    wakeAt: null,
    say: '',
    next: 'advance',
  });
}

/** The procedure's time stands still while a person is asked and during a `wait`. */
function pause(run: Run, now: Date): Pick<RunChange, 'deadlineAt' | 'leftMs'> {
  const left = run.deadlineAt === null ? run.plan.timeoutMs : run.deadlineAt.getTime() - now.getTime();
  return { deadlineAt: null, leftMs: Math.max(0, left) };
}

function resume(run: Run, now: Date): Pick<RunChange, 'deadlineAt' | 'leftMs'> {
  if (run.deadlineAt !== null) return {};
  return { deadlineAt: new Date(now.getTime() + (run.leftMs ?? run.plan.timeoutMs)), leftMs: null };
}

function cancel(run: Run, by: PersonId, say: string, now: Date): Result<RunChange> {
  return done({ state: 'cancelled', cancelledBy: by, endedAt: now, wakeAt: null, say, next: 'nothing' });
}

function end(
  run: Run,
  state: 'denied' | 'expired' | 'void' | 'failed' | 'succeeded',
  say: string,
  now: Date,
  from: readonly RunState[],
): Result<RunChange> {
  if (!from.includes(run.state)) return unexpected(run);
  return done({ state, endedAt: now, wakeAt: null, say, next: 'nothing' });
}

function whileRunning(run: Run, change: Partial<RunChange> & { readonly next: RunChange['next'] }): Result<RunChange> {
  if (run.state !== 'running') return unexpected(run);
  return done({ state: 'running', say: '', ...change });
}

function unexpected(run: Run): {
  readonly ok: false;
  readonly refusal: { readonly kind: 'conflict'; readonly say: string };
} {
  return {
    ok: false,
    refusal: { kind: 'conflict', say: `Run ${run.id} is ${stateInWords[run.state]}; nothing was changed.` },
  };
}
