// What is told of the last rehearsal.

import { expect, test } from 'vitest';
import { maria, noon } from '../../test/support/sample-run.ts';
import { rehearsedInWords } from './rehearsed.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const last = {
  endedAt: noon,
  by: maria,
  tookMs: 6 * minute,
  missed: 0,
  channel: null,
};

test.each([
  [12 * day, {}, 'rehearsed 12 days ago, by @maria: 6 min, no update missed'],
  [day, { missed: 1 }, 'rehearsed 1 day ago, by @maria: 6 min, 1 update missed'],
  [5 * 60 * minute, { missed: 2 }, 'rehearsed 5 h ago, by @maria: 6 min, 2 updates missed'],
  [minute, { tookMs: 20_000 }, 'rehearsed less than an hour ago, by @maria: less than a minute, no update missed'],
])('%i ms later', (ms, change, expected) => {
  const rehearsed = { last: { ...last, ...change }, now: new Date(noon.getTime() + ms) };
  expect(rehearsedInWords(rehearsed, () => '@maria')).toBe(expected);
});

test('never', () => {
  expect(rehearsedInWords({ last: undefined, now: noon }, String)).toBe('never rehearsed');
});
