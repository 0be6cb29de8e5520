import { describe, expect, test } from 'vitest';
import { jonas, later, maria, noon, planOf, runOf } from '../../test/support/sample-run.ts';
import { decide, describeState, type RunEvent } from './decide.ts';
import { hasEnded, runState, type Run, type RunState } from './run.ts';

const until = later(60_000);
const events: Readonly<Record<RunEvent['kind'], RunEvent>> = {
  confirmed: { kind: 'confirmed', by: maria, start: 'now' },
  asked: { kind: 'asked', reason: 'users are hurt' },
  approved: { kind: 'approved', step: null, start: 'now' },
  'turn-came': { kind: 'turn-came' },
  retried: { kind: 'retried', start: 'now' },
  'retry-asked': { kind: 'retry-asked' },
  'glass-broken': { kind: 'glass-broken', step: null, start: 'now', reason: 'nobody answers' },
  denied: { kind: 'denied', say: 'no' },
  expired: { kind: 'expired', say: 'late' },
  voided: { kind: 'voided', say: 'changed' },
  'step-begun': { kind: 'step-begun' },
  'step-done': { kind: 'step-done', saved: { before: 'v1' } },
  'try-again': { kind: 'try-again', at: until },
  sleep: { kind: 'sleep', until },
  'await-person': { kind: 'await-person', say: 'tell them' },
  'await-approval': { kind: 'await-approval', say: 'sure?' },
  'in-doubt': { kind: 'in-doubt', say: 'may have happened' },
  answered: { kind: 'answered', happened: true },
  failed: { kind: 'failed', say: 'exit 1' },
  finished: { kind: 'finished' },
  cancelled: { kind: 'cancelled', by: jonas, say: 'stopped' },
};

/** What each event does in each state; what is not named here is refused. */
const transitions: Readonly<Partial<Record<RunState, Partial<Record<RunEvent['kind'], RunState>>>>> = {
  planned: {
    confirmed: 'running',
    asked: 'awaiting_approval',
    'glass-broken': 'running',
    expired: 'expired',
    voided: 'void',
    cancelled: 'cancelled',
  },
  awaiting_approval: {
    approved: 'running',
    'glass-broken': 'running',
    denied: 'denied',
    expired: 'expired',
    voided: 'void',
    cancelled: 'cancelled',
  },
  queued: { 'turn-came': 'running', expired: 'expired', voided: 'void', cancelled: 'cancelled' },
  running: {
    'step-begun': 'running',
    'step-done': 'running',
    'try-again': 'running',
    sleep: 'running',
    'await-person': 'waiting',
    'await-approval': 'awaiting_approval',
    'in-doubt': 'in_doubt',
    failed: 'failed',
    finished: 'succeeded',
    voided: 'void',
    cancelled: 'cancelled',
  },
  waiting: { 'step-done': 'running', cancelled: 'cancelled' },
  in_doubt: { answered: 'running', cancelled: 'cancelled' },
  failed: { retried: 'running', 'retry-asked': 'awaiting_approval', voided: 'void' },
};

const pairs = runState.options.flatMap((state) => Object.values(events).map((event) => ({ state, event })));

test.each(pairs)('$state, then $event.kind', ({ state, event }) => {
  const run = runOf({ state, plan: planOf({ approvals: 0 }), cursor: 2 });
  const before = structuredClone(run);
  const decision = decide(run, event, noon);
  const expected = transitions[state]?.[event.kind];
  expect(decision.ok ? decision.value.state : 'refused').toBe(expected ?? 'refused');
  expect(run).toEqual(before);
  if (decision.ok) {
    expect(hasEnded(decision.value.state)).toBe(decision.value.endedAt instanceof Date);
    expect(decision.value.cursor ?? run.cursor).toBeGreaterThanOrEqual(run.cursor);
  } else {
    expect(decision.refusal).toMatchObject({ kind: 'conflict', say: expect.stringContaining(describeState(state)) });
  }
});

test('a plan that needs a second person never starts by a confirmation', () => {
  const run = runOf({ state: 'planned', plan: planOf({ approvals: 1 }) });
  expect(decide(run, events.confirmed, noon)).toMatchObject({ ok: false, refusal: { kind: 'denied' } });
});

describe('what changes besides the state', () => {
  const running = {
    state: 'running',
    startedAt: noon,
    deadlineAt: later(300_000),
    cursor: 1,
    stepSince: noon,
  } as const;
  const at = later(100_000);
  const paused = { deadlineAt: null, leftMs: 200_000 };
  test.each<[string, Partial<Run>, RunEvent, object]>([
    [
      'a start opens the procedure’s time',
      { state: 'awaiting_approval' },
      events.approved,
      { startedAt: at, deadlineAt: later(400_000), leftMs: null, next: 'advance' },
    ],
    [
      'a gate that opens goes on behind itself, with the time that was left',
      { ...running, state: 'awaiting_approval', ...paused },
      { kind: 'approved', step: 1, start: 'now' },
      { cursor: 2, stepSince: null, deadlineAt: later(300_000), leftMs: null, next: 'advance' },
    ],
    [
      'a start whose locks are taken waits for its turn, an hour at most',
      { state: 'planned', plan: planOf({ approvals: 0 }) },
      { kind: 'confirmed', by: maria, start: 'queued' },
      { state: 'queued', wakeAt: later(3_700_000), next: { at: later(130_000) } },
    ],
    [
      'a turn that came is a start',
      { state: 'queued', wakeAt: until },
      events['turn-came'],
      { state: 'running', startedAt: at, deadlineAt: later(400_000), wakeAt: null, next: 'advance' },
    ],
    [
      'a retry stays at its step and has the whole time again',
      { ...running, state: 'failed', endedAt: noon, deadlineAt: noon, saved: { a: 1 } },
      events.retried,
      { startedAt: noon, endedAt: null, stepSince: null, deadlineAt: later(400_000), next: 'advance' },
    ],
    [
      'a retry that has to wait keeps no old limit',
      { ...running, state: 'failed', endedAt: noon, deadlineAt: noon },
      { kind: 'retried', start: 'queued' },
      { state: 'queued', endedAt: null, stepSince: null, deadlineAt: null, leftMs: null },
    ],
    [
      'a retry that was approved anew goes on at its step',
      { ...running, state: 'awaiting_approval', deadlineAt: null, leftMs: null, stepSince: null },
      events.approved,
      { state: 'running', startedAt: noon, deadlineAt: later(400_000), next: 'advance' },
    ],
    ['a question stops the time', running, events['await-person'], { ...paused, next: 'nothing', say: 'tell them' }],
    ['a gate stops the time', running, events['await-approval'], { ...paused, next: { at: later(3_700_000) } }],
    ['doubt stops the time', running, events['in-doubt'], { ...paused, wakeAt: null, say: 'may have happened' }],
    ['a wait stops the time', running, events.sleep, { ...paused, wakeAt: until, next: { at: until } }],
    [
      'time that was over is not negative',
      { ...running, deadlineAt: noon },
      events['in-doubt'],
      { deadlineAt: null, leftMs: 0 },
    ],
    [
      'a step done under way wakes nobody',
      { ...running, saved: { a: 1 } },
      events['step-done'],
      { cursor: 2, saved: { a: 1, before: 'v1' }, stepSince: null, wakeAt: null, next: 'nothing' },
    ],
    [
      'a tick sets the run going again',
      { ...running, state: 'waiting', ...paused },
      events['step-done'],
      { cursor: 2, deadlineAt: later(300_000), leftMs: null, next: 'advance' },
    ],
    [
      'it happened: the next step',
      { ...running, state: 'in_doubt', ...paused },
      events.answered,
      { cursor: 2, stepSince: null, deadlineAt: later(300_000), next: 'advance' },
    ],
    ['a try keeps the step’s first begin', running, events['try-again'], { stepSince: noon, wakeAt: until }],
    ['a first try is the step’s begin', { ...running, stepSince: null }, events['step-begun'], { stepSince: at }],
    [
      'a cancel names who',
      running,
      events.cancelled,
      { cancelledBy: jonas, endedAt: at, wakeAt: null, say: 'stopped' },
    ],
    ['a question keeps its reason', { state: 'planned' }, events.asked, { reason: 'users are hurt' }],
  ])('%s', (_name, run, event, change) => {
    expect(decide(runOf(run), event, at)).toMatchObject({ ok: true, value: change });
  });

  test('run it again stays at its step', () => {
    const decision = decide(runOf({ ...running, state: 'in_doubt' }), { kind: 'answered', happened: false }, at);
    expect(decision).toMatchObject({ ok: true, value: { state: 'running', stepSince: null } });
    expect(decision).not.toHaveProperty('value.cursor');
  });
});
