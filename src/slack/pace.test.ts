import { expect, test } from 'vitest';
import { createPace } from './pace.ts';

test('three at once, then one a second, each channel for itself', () => {
  let now = 1_000_000;
  const pace = createPace(() => now);
  const waits = (channel: string, count: number): number[] => Array.from({ length: count }, () => pace.wait(channel));
  expect(waits('C1', 4)).toEqual([0, 0, 0, 1_000]);
  expect(waits('C2', 1)).toEqual([0]);
  now += 999;
  expect(waits('C1', 1)).toEqual([1]);
  now += 1;
  expect(waits('C1', 2)).toEqual([0, 1_000]);
  now += 60_000;
  expect(waits('C1', 4)).toEqual([0, 0, 0, 1_000]);
});

test('a refusal takes no place', () => {
  let now = 0;
  const pace = createPace(() => now);
  for (let index = 0; index < 50; index += 1) pace.wait('C1');
  now = 1_000;
  expect(pace.wait('C1')).toBe(0);
});

test('channels of the past do not cost a place of the present', () => {
  let now = 0;
  const pace = createPace(() => now);
  for (let index = 0; index < 10_001; index += 1) pace.wait(`C${index}`);
  now = 500;
  for (let index = 0; index < 3; index += 1) pace.wait('busy');
  expect(pace.wait('busy')).toBeGreaterThan(0);
});
