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

test('what need not stand in line begins at once, and a close waits for it', async () => {
  let isCrowded = false;
  const { begun, work, endAll } = works();
  const line = createLine({ atOnce: 2, longest: 10, isCrowded: () => isCrowded });
  isCrowded = true;
  expect(line.now(work(1)), 'in a crowd').toBeUndefined();
  isCrowded = false;
  void line.now(work(2));
  void line.now(work(3));
  expect(line.now(work(4)), 'without a free place').toBeUndefined();
  line.enter(work(5));
  expect(begun).toEqual([2, 3]);
  expect(line.now(work(6)), 'past others').toBeUndefined();
  await endAll();
  expect(begun).toEqual([2, 3, 5]);
  const closing = line.close();
  expect(line.now(work(7)), 'once closed').toBeUndefined();
  await endAll();
  await closing;
});

test('what fails at once is its caller’s to deal with, and frees its place', async () => {
  const line = createLine({ atOnce: 1, longest: 10, isCrowded: never });
  await expect(line.now(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await line.now(() => Promise.resolve('yes'))).toBe('yes');
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
