import { expect, test } from 'vitest';
import { readDay } from './day.ts';

test.each([
  ['2026-12-03', '2026-12-03'],
  [' 2026-12-03 ', '2026-12-03'],
  ['0d', '2026-03-01'],
  ['3d', '2026-03-04'],
  ['999d', '2028-11-24'],
  ['1000d', undefined],
  ['2026-02-30', undefined],
  ['2026-2-3', undefined],
  ['tomorrow', undefined],
  ['', undefined],
])('%j', (words, day) => {
  expect(readDay(words, new Date('2026-03-01T23:30:00Z'))).toBe(day);
});
