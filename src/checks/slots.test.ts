// When things are due: in their zone, over the changes of its clock, and after a time without anybody.

import { describe, expect, test } from 'vitest';
import { procedureOf, runbookOf } from '../../test/support/sample-runbook.ts';
import type { Step } from '../runbooks/model.ts';
import type { Slot } from './slot-store.ts';
import { missedSince, nextSlot } from './slots.ts';
import { compareSlots, wantedSlots } from './wanted-slots.ts';

const day = new Date('2026-03-01T12:00:00Z');

test.each([
  ['*/15 * * * *', 'UTC', '2026-03-01T12:00:00Z', '2026-03-01T12:15:00.000Z'],
  ['*/15 * * * *', 'UTC', '2026-03-01T12:14:59.999Z', '2026-03-01T12:15:00.000Z'],
  ['0 8 * * *', 'UTC', '2026-03-01T12:00:00Z', '2026-03-02T08:00:00.000Z'],
  ['0 8 * * *', 'Europe/Berlin', '2026-03-01T12:00:00Z', '2026-03-02T07:00:00.000Z'],
  ['0 8 * * mon-fri', 'UTC', '2026-03-06T12:00:00Z', '2026-03-09T08:00:00.000Z'],
  ['0 0 * * 7', 'UTC', '2026-03-02T12:00:00Z', '2026-03-08T00:00:00.000Z'],
  // Berlin leaves 02:00–03:00 out on 29 March 2026 (then it is due at 03:00), and has it twice on 25 October.
  ['30 2 * * *', 'Europe/Berlin', '2026-03-28T12:00:00Z', '2026-03-29T01:00:00.000Z'],
  ['0 4 * * *', 'Europe/Berlin', '2026-10-24T12:00:00Z', '2026-10-25T03:00:00.000Z'],
])('%s in %s after %s', (cron, zone, after, next) => {
  expect(nextSlot(cron, zone, new Date(after))?.toISOString()).toBe(next);
});

test('what never comes has no next time', () => {
  expect(nextSlot('0 0 30 2 *', 'UTC', day)).toBeUndefined();
});

test('missed times are counted, up to a limit', () => {
  const missed = (minutes: number): number =>
    missedSince('*/15 * * * *', 'UTC', day, new Date(day.getTime() + minutes * 60_000));
  expect([missed(0), missed(14), missed(15), missed(47), missed(60 * 24 * 365)]).toEqual([0, 0, 1, 3, 1_000]);
});

const item: Step = { kind: 'manual', title: '', line: 1, risk: 'read', because: [], marks: [], text: 'Look.' };
const hourly = { schedule: '0 * * * *' };
const runbooks = [
  runbookOf({
    procedures: [
      procedureOf({ name: 'shop.lag', ...hourly }),
      procedureOf({ name: 'shop.morning', schedule: '0 7 * * *', steps: [item] }),
      procedureOf({ name: 'shop.rollback' }),
    ],
  }),
];

describe('the slots that the runbooks want', () => {
  test('are checks, and with a channel checklists and the digest', () => {
    const subjects = (hasChannel: boolean): string[] =>
      wantedSlots(runbooks, 'UTC', hasChannel).map(({ subject }) => subject);
    expect(subjects(false)).toEqual(['check:shop.lag']);
    expect(subjects(true)).toEqual(['check:shop.lag', 'checklist:shop.morning', 'digest']);
  });

  const wanted = wantedSlots(runbooks, 'UTC', false);
  const slot = (change: Partial<Slot> = {}): Slot => ({
    subject: 'check:shop.lag',
    cron: '0 * * * *',
    zone: 'UTC',
    nextAt: new Date('2026-03-01T13:00:00Z'),
    ...change,
  });

  test.each<[string, readonly Slot[], readonly (string | undefined)[], readonly string[]]>([
    ['a new one begins with its next time', [], ['2026-03-01T13:00:00.000Z'], []],
    ['one that is there keeps its time', [slot()], [], []],
    ['one that is overdue is left to its job', [slot({ nextAt: new Date('2026-03-01T09:00:00Z') })], [], []],
    [
      'one whose job was lost is due now',
      [slot({ nextAt: new Date('2026-03-01T05:00:00Z') })],
      ['2026-03-01T12:00:00.000Z'],
      [],
    ],
    ['another expression', [slot({ cron: '5 * * * *' })], ['2026-03-01T13:00:00.000Z'], []],
    ['another zone', [slot({ zone: 'Asia/Tokyo' })], ['2026-03-01T13:00:00.000Z'], []],
    ['one that nobody wants', [slot(), slot({ subject: 'check:shop.gone' })], [], ['check:shop.gone']],
  ])('%s', (_, there, set, removed) => {
    const changes = compareSlots(there, wanted, day);
    expect(changes.set.map(({ nextAt }) => nextAt.toISOString())).toEqual(set);
    expect(changes.removed).toEqual(removed);
  });
});
