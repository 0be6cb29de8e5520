import { expect, test } from 'vitest';
import { parseSeverity, usualSeverities } from './severities.ts';

test.each([
  ['1', 1],
  [' 4 ', 4],
  ['sev1', 1],
  ['SEV-2', 2],
  ['P0', 1],
  ['p-3', 4],
  ['P4', undefined],
  ['0', undefined],
  ['5', undefined],
  ['sev', undefined],
  ['11', undefined],
  ['', undefined],
])('%j', (words, severity) => {
  expect(parseSeverity(words)).toBe(severity);
});

test('one cadence for all until a team says otherwise', () => {
  expect(Object.values(usualSeverities(60_000)).map(({ everyMs }) => everyMs)).toEqual([
    60_000, 60_000, 60_000, 60_000,
  ]);
});
