// Working hours and freezes, by the clock on the wall of one zone.

import { expect, test } from 'vitest';
import { isFrozen, isMoment, isWorking, readHours, wallTime } from './quiet-hours.ts';

test.each([
  ['mon-fri 08:00-18:00', ['mon', 'tue', 'wed', 'thu', 'fri']],
  ['Sat,Sun 00:00-24:00', ['sat', 'sun']],
  ['fri-mon 22:00-06:00', ['mon', 'fri', 'sat', 'sun']],
  ['wed 09:30 - 10:00', ['wed']],
])('%s is read', (text, days) => {
  expect(readHours(text)).toMatchObject({ days, text });
});

test.each([
  '',
  'mon',
  '08:00-18:00',
  'mon-fri 8-18',
  'mon-fri 08:00-08:00',
  'day 08:00-18:00',
  'mon-tue-wed 08:00-18:00',
  'mon 24:00-25:00',
])('%j is refused', (text) => {
  expect(readHours(text)).toBeUndefined();
});

test.each([
  ['mon-fri 08:00-18:00', '2026-03-02T07:00:00Z', true],
  ['mon-fri 08:00-18:00', '2026-03-02T06:59:00Z', false],
  ['mon-fri 08:00-18:00', '2026-03-02T17:00:00Z', false],
  // Summer time: the same hour on the wall is another one in UTC.
  ['mon-fri 08:00-18:00', '2026-06-01T06:00:00Z', true],
  ['fri 22:00-06:00', '2026-03-07T04:59:00Z', true],
  ['fri 22:00-06:00', '2026-03-07T05:00:00Z', false],
  ['fri 22:00-06:00', '2026-03-06T04:00:00Z', false],
  ['sun 00:00-24:00', '2026-03-08T22:59:00Z', true],
  ['sun 00:00-24:00', '2026-03-08T23:00:00Z', false],
])('%s at %s', (text, now, expected) => {
  const hours = readHours(text);
  expect(hours && isWorking([hours], wallTime(new Date(now), 'Europe/Berlin'))).toBe(expected);
});

test.each([
  ['2026-12-19', '2027-01-03', '2026-12-18T22:59:00Z', false],
  ['2026-12-19', '2027-01-03', '2026-12-18T23:00:00Z', true],
  ['2026-12-19', '2027-01-03', '2027-01-03T22:59:00Z', true],
  ['2026-12-19', '2027-01-03', '2027-01-03T23:00:00Z', false],
  ['2026-12-19 18:00', '2026-12-20 06:00', '2026-12-19T16:59:00Z', false],
  ['2026-12-19 18:00', '2026-12-20 06:00', '2026-12-20T04:59:00Z', true],
  ['2026-12-19 18:00', '2026-12-20 06:00', '2026-12-20T05:00:00Z', false],
])('from %s until %s, at %s', (from, until, now, expected) => {
  expect(isFrozen({ from, until, why: 'x' }, wallTime(new Date(now), 'Europe/Berlin'))).toBe(expected);
});

test.each([
  ['2026-12-19', true],
  ['2026-12-19 18:00', true],
  ['2026-02-30', false],
  ['2026-12-19 25:00', false],
  ['tomorrow', false],
  ['', false],
])('%j is a moment: %s', (text, expected) => {
  expect(isMoment(text)).toBe(expected);
});
