// What a drill showed, counted from its rows.

import { expect, test } from 'vitest';
import { sampleIncident } from '../../test/support/sample-incident.ts';
import { approvalOf, jonas, maria, noon, runOf } from '../../test/support/sample-run.ts';
import type { SlotTimes } from '../incidents/slots.ts';
import { scoreOf, type DrillEntry, type DrillRows } from './score.ts';

const minute = 60_000;

function after(minutes: number): Date {
  return new Date(noon.getTime() + minutes * minute);
}

function rows(change: Partial<DrillRows> = {}): DrillRows {
  return {
    incident: sampleIncident({ isDrill: true }),
    startedAt: after(1),
    endedAt: after(31),
    slots: [],
    runs: [],
    approvals: [],
    entries: [],
    ...change,
  };
}

function slot(seq: number, state: SlotTimes['state'], settled: number): SlotTimes {
  return { seq, state, dueAt: after(settled), settledAt: after(settled) };
}

function entry(seq: number, at: number, change: Partial<DrillEntry>): DrillEntry {
  return {
    seq,
    at: after(at),
    actor: maria,
    action: 'step.in-doubt',
    run: 7,
    reason: null,
    say: null,
    step: null,
    ...change,
  };
}

test('nothing happened, and nothing is made up', () => {
  expect(scoreOf(rows())).toEqual({
    tookMs: 30 * minute,
    firstUpdateMs: null,
    due: 0,
    made: 0,
    missed: 0,
    runs: [],
    wrongApprovers: [],
    doubts: [],
  });
});

test('updates are counted from the fault; one that nobody wrote was missed, one still promised or taken back is none', () => {
  const slots = [slot(1, 'facts', 15), slot(2, 'human', 20), slot(3, 'human', 25), slot(4, 'cancelled', 31)];
  expect(scoreOf(rows({ slots }))).toMatchObject({ firstUpdateMs: 19 * minute, due: 3, made: 2, missed: 1 });
});

test('an update before the fault was there took no time', () => {
  expect(scoreOf(rows({ slots: [slot(1, 'human', 0)] })).firstUpdateMs).toBe(0);
});

test('a press without the right counts, a late one does not', () => {
  const refused = { action: 'approval.approve-refused', say: 'You asked for run 7.' };
  const entries = [
    entry(3, 5, { ...refused, reason: 'denied' }),
    entry(4, 6, { ...refused, actor: jonas, reason: 'conflict' }),
  ];
  expect(scoreOf(rows({ entries })).wrongApprovers).toEqual([
    { person: maria, run: 7, say: 'You asked for run 7.', entry: 3 },
  ]);
});

test('each doubt has the answer that followed it in its own run, or none', () => {
  const entries = [
    entry(3, 5, { step: 4 }),
    entry(4, 6, { action: 'doubt.stop', run: 8 }),
    entry(5, 7, { action: 'doubt.again', actor: jonas, step: 4 }),
    entry(6, 9, { step: 4 }),
  ];
  expect(scoreOf(rows({ entries })).doubts).toEqual([
    { run: 7, step: 4, answer: 'again', by: jonas, afterMs: 2 * minute, entry: 5 },
    { run: 7, step: 4, answer: null, by: null, afterMs: null, entry: 6 },
  ]);
});

test('the times of asking and of deciding, of the plan and not of a gate in it', () => {
  const run = runOf({ createdAt: after(2), state: 'succeeded' });
  const approvals = [
    approvalOf({ run: run.id, step: 3, askedAt: after(20), decidedAt: after(29), state: 'denied' }),
    approvalOf({ run: run.id, step: null, askedAt: after(4), decidedAt: after(9), state: 'approved' }),
  ];
  expect(scoreOf(rows({ runs: [run], approvals })).runs).toEqual([
    {
      id: run.id,
      procedure: run.procedure,
      state: 'succeeded',
      askedMs: 2 * minute,
      decidedMs: 5 * minute,
      decision: 'approved',
    },
  ]);
});

test('nobody was asked', () => {
  const [counted] = scoreOf(rows({ runs: [runOf()] })).runs;
  expect(counted).toMatchObject({ askedMs: null, decidedMs: null, decision: null });
});
