import { expect, test } from 'vitest';
import { newReference, parseRunId } from './ids.ts';

test.each([
  ['42', 42],
  [' #42 ', 42],
  ['run 42', 42],
  ['Run  42', 42],
  ['R-42', 42],
  ['r42', 42],
  ['007', 7],
  ['999999999999999', 999_999_999_999_999],
  ['9999999999999999', undefined],
  ['0', undefined],
  ['-1', undefined],
  ['4.2', undefined],
  ['42 43', undefined],
  ['1e3', undefined],
  ['run', undefined],
  ['', undefined],
])('%j', (words, id) => {
  expect(parseRunId(words)).toBe(id);
});

test('a reference can be read out over the phone', () => {
  for (let count = 0; count < 200; count += 1) expect(newReference()).toMatch(/^[2-9A-HJKMNP-Z]{4}$/);
});
