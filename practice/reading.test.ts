// What a person reads of a practice system's state.

import { expect, test } from 'vitest';
import { readingOf } from './reading.ts';

const start = { health: 'healthy', pid: 7, release: { version: 'v1' }, rows: [1, 2], rate: 0.25, log: ['started'] };

test('a state as at the start is well, whatever its process number and its log', () => {
  const reading = readingOf({ ...start, pid: 8, log: [] }, start);
  expect(reading).toMatchObject({ tone: 'well', words: 'healthy, as at the start', differences: [] });
  expect(JSON.parse(reading.whole)).toMatchObject({ pid: 8 });
});

test('what differs is named, a part that is gone in one line', () => {
  const { release, ...rest } = start;
  expect(release).toBeDefined();
  const now = { ...rest, rows: [2, 1], rate: 1 / 3, commit: '2aed30aa9a3be71f60d90fd7cf58ea1814070ef0' };
  expect(readingOf(now, start)).toMatchObject({
    tone: 'changed',
    words: 'healthy, 4 readings differ from the start',
    differences: ['release: there → none', 'rows: changed', 'rate: 0.25 → 0.333', 'commit: none → 2aed30a'],
  });
});

test('what is not healthy is ill, and what has no health is compared only', () => {
  expect(readingOf({ ...start, health: 'down' }, start)).toMatchObject({ tone: 'ill', words: 'down' });
  expect(readingOf({ alerts: [1] }, { alerts: [] })).toMatchObject({
    tone: 'changed',
    words: '1 reading differs from the start',
    differences: ['alerts: 0 entries → 1 entry'],
  });
});
