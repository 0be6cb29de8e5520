// The order of a timeline, what of a run belongs into it, corrections, and what it lacks.

import { describe, expect, test } from 'vitest';
import { sampleEntry } from '../../test/support/sample-incident.ts';
import { jonas, later, maria, noon } from '../../test/support/sample-run.ts';
import { faultsOf, timelineOf, type RunTrace } from './timeline.ts';

const minute = 60_000;

function trace(change: Partial<RunTrace>): RunTrace {
  return {
    seq: 5,
    at: later(minute),
    actor: jonas,
    action: 'run.started',
    run: 12,
    procedure: 'shop.roll-back',
    detail: {},
    ...change,
  };
}

test('oldest first; what happened in one moment as it was recorded, messages as Slack counts', () => {
  const lines = timelineOf(
    [
      sampleEntry({ id: 1, at: later(3 * minute) }),
      sampleEntry({ id: 2, channel: 'C1', ts: '1772366400.000200' }),
      sampleEntry({ id: 3, channel: 'C1', ts: '1772366400.000100' }),
      sampleEntry({ id: 4, at: later(minute) }),
    ],
    [trace({})],
    [],
  );
  expect(lines.map(({ key }) => key)).toEqual(['entry:3', 'entry:2', 'entry:4', 'audit:5', 'entry:1']);
});

test('a corrected time moves the line and keeps the first one; the last word counts', () => {
  const corrections = [later(9 * minute), later(2 * minute)].map((at) => ({
    line: 'entry:2',
    at,
    byPerson: maria,
    why: 'my clock',
    madeAt: noon,
  }));
  const lines = timelineOf(
    [sampleEntry({ id: 1, at: later(3 * minute) }), sampleEntry({ id: 2, at: later(5 * minute) })],
    [],
    corrections,
  );
  expect(lines.map(({ key }) => key)).toEqual(['entry:2', 'entry:1']);
  expect(lines[0]?.corrected).toEqual({ from: later(5 * minute), by: maria, why: 'my clock' });
});

test('what is edited, deleted or carries files says so', () => {
  const [line] = timelineOf(
    [sampleEntry({ editedAt: noon, deletedAt: noon, files: ['https://f'], auditSeq: 9 })],
    [],
    [],
  );
  expect(line).toMatchObject({ isEdited: true, isDeleted: true, files: ['https://f'], auditSeq: 9 });
});

test.each<[string, object, string | undefined]>([
  ['run.started', {}, 'Run 12 of shop.roll-back started'],
  ['run.failed', { say: 'exit 1' }, 'Run 12 of shop.roll-back failed: exit 1'],
  ['approval.denied', { reason: 'not now' }, 'Run 12 of shop.roll-back was denied: not now'],
  ['approval.approved', { say: 7 }, 'Run 12 of shop.roll-back was approved'],
  ['run.voided', { reason: '' }, 'Run 12 of shop.roll-back became void: its runbook was changed'],
  ['step.began', {}, undefined],
  ['constructor', {}, undefined],
])('of a run: %s %j', (action, detail, text) => {
  expect(timelineOf([], [trace({ action, detail: { ...detail } })], [])[0]?.text).toBe(text);
});

describe('what it lacks', () => {
  const lines = (...minutes: [number, ...Parameters<typeof sampleEntry>][]) =>
    timelineOf(
      minutes.map(([at, change], index) => sampleEntry({ id: index + 1, at: later(at * minute), ...change })),
      [],
      [],
    );
  const faults = (of: ReturnType<typeof lines>, until: number, now = until): string[] =>
    faultsOf(of, later(until * minute), later(now * minute)).map(
      ({ kind, from, to }) =>
        `${kind} ${(from.getTime() - noon.getTime()) / minute}–${(to.getTime() - noon.getTime()) / minute}`,
    );
  test.each<[string, ReturnType<typeof lines>, number, number, string[]]>([
    ['nothing at all', [], 60, 60, []],
    ['half an hour is none', lines([0], [30]), 60, 60, []],
    ['more than that is', lines([0], [31]), 40, 40, ['gap 0–31']],
    ['up to the end', lines([0]), 45, 45, ['gap 0–45']],
    ['what the bot wrote fills none', lines([0], [15, { kind: 'facts' }], [31]), 40, 40, ['gap 0–31']],
    ['nor does what was deleted', lines([0], [15, { deletedAt: noon }], [31]), 40, 40, ['gap 0–31']],
    [
      'after the end there is none, and notes there are no fault',
      lines([0], [10, { kind: 'resolved' }], [90]),
      10,
      100,
      [],
    ],
    ['a time that has not come', lines([0], [10]), 5, 5, ['impossible 10–5']],
    [
      'the end before the beginning',
      lines([0, { kind: 'resolved' }], [5, { kind: 'declared' }]),
      10,
      10,
      ['impossible 5–0'],
    ],
  ])('%s', (_what, of, until, now, expected) => {
    expect(faults(of, until, now)).toEqual(expected);
  });
});
