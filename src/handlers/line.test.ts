import { expect, test } from 'vitest';
import { createLine } from './line.ts';

test('works on a few at a time, in order, and takes no more than its length', async () => {
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const line = createLine(2, 3);
  const taken = [1, 2, 3, 4, 5, 6].map((number) =>
    line.enter(() => {
      begun.push(number);
      return new Promise((resolve) => ends.push(resolve));
    }),
  );
  expect(taken).toEqual([true, true, true, true, true, false]);
  expect(begun).toEqual([1, 2]);
  ends[0]?.();
  await Promise.resolve();
  await new Promise(setImmediate);
  expect(begun).toEqual([1, 2, 3]);
  for (const end of ends) end();
  await new Promise(setImmediate);
  for (const end of ends) end();
  await new Promise(setImmediate);
  expect(begun).toEqual([1, 2, 3, 4, 5]);
  expect(line.enter(() => Promise.resolve())).toBe(true);
});
