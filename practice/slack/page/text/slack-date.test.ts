// Slack's date placeholders as one reader in Lisbon sees them.
import { expect, test } from 'vitest';
import { formatSlackDate } from './slack-date.ts';

const reader = { now: new Date('2026-07-02T12:00:00Z'), timeZone: 'Europe/Lisbon' };
const at = (iso: string): number => Date.parse(iso) / 1000;

test.each([
  ['2026-07-02T09:05:07Z', '{date_num} {time_secs}', '2026-07-02 10:05:07'],
  ['2026-07-01T23:30:00Z', '{date_short_pretty} {time}', 'today 00:30'],
  ['2026-07-01T20:00:00Z', '{date_pretty}', 'yesterday'],
  ['2026-06-20T20:00:00Z', '{date_short_pretty}', '20 Jun 2026'],
  ['2026-07-02T11:45:00Z', 'Due {ago}', 'Due 15 minutes ago'],
  ['2026-07-02T14:00:00Z', '{ago}', 'in 2 hours'],
])('%s as %s', (moment, format, expected) => {
  expect(formatSlackDate(at(moment), format, reader)).toBe(expected);
});

test('an unknown placeholder or moment leaves the fallback to the caller', () => {
  expect(formatSlackDate(at('2026-07-02T14:00:00Z'), '{moon}', reader)).toBeUndefined();
  expect(formatSlackDate(Number.NaN, '{time}', reader)).toBeUndefined();
});
