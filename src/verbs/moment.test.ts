// Times as people type them, in the team's zone, also on the days on which clocks change.

import { expect, test } from 'vitest';
import { readMoment } from './moment.ts';

test.each([
  ['14:05', '2026-12-03T10:00:00Z', '2026-12-03T13:05:00.000Z'],
  [' 9:05 ', '2026-07-03T10:00:00Z', '2026-07-03T07:05:00.000Z'],
  // The day is the one on the wall in Berlin, not the one in UTC.
  ['00:10', '2026-12-03T23:30:00Z', '2026-12-03T23:10:00.000Z'],
  ['23:50', '2026-12-03T23:30:00Z', '2026-12-04T22:50:00.000Z'],
  // Clocks go back at three in the morning of 25 October 2026.
  ['01:30', '2026-10-25T12:00:00Z', '2026-10-24T23:30:00.000Z'],
  ['02:30', '2026-10-25T12:00:00Z', '2026-10-25T01:30:00.000Z'],
  ['03:30', '2026-10-25T00:00:00Z', '2026-10-25T02:30:00.000Z'],
  // They go forward at two in the morning of 28 March 2027; half past two never comes.
  ['01:30', '2027-03-28T12:00:00Z', '2027-03-28T00:30:00.000Z'],
  ['02:30', '2027-03-28T12:00:00Z', '2027-03-28T01:30:00.000Z'],
  ['03:30', '2027-03-28T12:00:00Z', '2027-03-28T01:30:00.000Z'],
  ['2026-12-03T14:05Z', '2026-01-01T00:00:00Z', '2026-12-03T14:05:00.000Z'],
  ['2026-12-03T14:05:30+02:00', '2026-01-01T00:00:00Z', '2026-12-03T12:05:30.000Z'],
  ['2026-12-03T14:05', '2026-01-01T00:00:00Z', '2026-12-03T13:05:00.000Z'],
  ['24:00', '2026-12-03T10:00:00Z', undefined],
  ['14:60', '2026-12-03T10:00:00Z', undefined],
  ['1405', '2026-12-03T10:00:00Z', undefined],
  ['2026-12-03', '2026-12-03T10:00:00Z', undefined],
  ['2026-13-03T14:05', '2026-12-03T10:00:00Z', undefined],
  ['2026-02-30T14:05Z', '2026-12-03T10:00:00Z', undefined],
  ['now', '2026-12-03T10:00:00Z', undefined],
  ['', '2026-12-03T10:00:00Z', undefined],
])('%j near %s', (words, near, moment) => {
  expect(readMoment(words, new Date(near), 'Europe/Berlin')?.toISOString()).toBe(moment);
});
