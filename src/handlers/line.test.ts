import { expect, test } from 'vitest';
import { createLine } from './line.ts';

const never = (): boolean => false;

function works(): {
  readonly begun: number[];
  readonly work: (number: number) => () => Promise<void>;
  readonly endAll: () => Promise<void>;
} {
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  return {
    begun,
    work: (number) => () => {
      begun.push(number);
      return new Promise((resolve) => ends.push(resolve));
    },
    endAll: async () => {
      for (const end of ends.splice(0)) end();
      await new Promise(setImmediate);
    },
  };
}

test('works on a few at a time, in order, and takes no more than its length', async () => {
  const { begun, work, endAll } = works();
  const line = createLine({ atOnce: 2, longest: 3, isCrowded: never });
  const taken = [1, 2, 3, 4, 5, 6].map((number) => line.enter(work(number)));
  expect(taken).toEqual([true, true, true, true, true, false]);
  expect(begun).toEqual([1, 2]);
  await endAll();
  expect(begun).toEqual([1, 2, 3, 4]);
  await endAll();
  expect(begun).toEqual([1, 2, 3, 4, 5]);
  expect(line.enter(() => Promise.resolve())).toBe(true);
  await endAll();
});

test('stands back while requests crowd at the door, and goes on when they do not', async () => {
  let isCrowded = true;
  const { begun, work, endAll } = works();
  const line = createLine({ atOnce: 6, longest: 10, isCrowded: () => isCrowded });
  line.enter(work(1));
  line.enter(work(2));
  expect(begun).toEqual([]);
  isCrowded = false;
  await expect.poll(() => begun).toEqual([1, 2]);
  await endAll();
});

test('a crowd that never ends holds nobody up for ever: one at a time goes on beside it', async () => {
  const { begun, work, endAll } = works();
  const line = createLine({ atOnce: 6, longest: 10, isCrowded: () => true });
  line.enter(work(1));
  line.enter(work(2));
  await expect.poll(() => begun, { timeout: 10_000 }).toEqual([1]);
  await endAll();
  await expect.poll(() => begun).toEqual([1, 2]);
  await endAll();
});

test('once closed it begins nothing, and waits for what was begun', async () => {
  const { begun, work, endAll } = works();
  const line = createLine({ atOnce: 1, longest: 10, isCrowded: never });
  line.enter(work(1));
  line.enter(work(2));
  let isClosed = false;
  const closing = line.close().then(() => (isClosed = true));
  expect(line.enter(work(3))).toBe(false);
  await new Promise(setImmediate);
  expect(isClosed).toBe(false);
  await endAll();
  await closing;
  expect(begun).toEqual([1]);
});
