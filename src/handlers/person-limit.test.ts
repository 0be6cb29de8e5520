import { expect, test } from 'vitest';
import { createPersonLimit, sayTooMany } from './person-limit.ts';

test('five within a second, then one when the first of them is a second old', () => {
  const limit = createPersonLimit(30);
  for (const now of [0, 100, 200, 300, 400]) expect(limit.take('U1', now)).toBe(undefined);
  expect(limit.take('U1', 500)).toEqual({ count: 5, within: 'a second', waitMs: 500 });
  expect(limit.take('U2', 500)).toBe(undefined);
  expect(limit.take('U1', 999)).toMatchObject({ waitMs: 1 });
  expect(limit.take('U1', 1_000)).toBe(undefined);
  expect(limit.take('U1', 1_001)).toMatchObject({ within: 'a second', waitMs: 99 });
});

test('so many within a minute, however they are spread; what was refused does not count', () => {
  const limit = createPersonLimit(10);
  for (let now = 0; now < 10_000; now += 1_000) expect(limit.take('U1', now)).toBe(undefined);
  for (const now of [10_000, 30_000, 59_999])
    expect(limit.take('U1', now)).toEqual({ count: 10, within: 'a minute', waitMs: 60_000 - now });
  expect(limit.take('U1', 60_000)).toBe(undefined);
  expect(limit.take('U1', 60_001)).toMatchObject({ within: 'a minute' });
});

test('off is off', () => {
  const limit = createPersonLimit(undefined);
  for (let count = 0; count < 10_000; count += 1) expect(limit.take('U1', 0)).toBe(undefined);
});

test('people who have typed nothing for a minute are forgotten, nobody else is', () => {
  const limit = createPersonLimit(5);
  for (let person = 0; person < 1_000; person += 1) limit.take(`U${person}`, 0);
  for (let count = 0; count < 5; count += 1) limit.take('UNEW', 59_999);
  expect(limit.take('UNEW', 60_000)).toMatchObject({ count: 5 });
  expect(limit.take('U0', 60_000)).toBe(undefined);
});

test('the sentence says how many, and when to go on', () => {
  expect(sayTooMany({ count: 5, within: 'a second', waitMs: 1 })).toBe(
    'You have typed 5 commands within a second, so this one was not carried out. Type it again in 1 second; ' +
      'buttons, and what cannot wait in an incident, are taken all the time.',
  );
  expect(sayTooMany({ count: 30, within: 'a minute', waitMs: 41_500 })).toContain('again in 42 seconds;');
});
