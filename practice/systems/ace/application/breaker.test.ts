// When a breaker is open, as a table: it opened at 0 and tries again every 60 seconds.

import { expect, test } from 'vitest';
import { closedBreaker, openBreaker, resetBreaker, stateAt } from './breaker.ts';

const recoveryMs = 60_000;
const opened = openBreaker(closedBreaker, 5, 0, { isStuck: false });
const stuck = openBreaker(closedBreaker, 5, 0, { isStuck: true });

test.each([
  { what: 'never opened', breaker: closedBreaker, outUntil: 0, now: 10, state: 'closed' },
  { what: 'just opened', breaker: opened, outUntil: 0, now: 59_999, state: 'open' },
  { what: 'trying', breaker: opened, outUntil: 0, now: 60_000, state: 'half_open' },
  { what: 'tried well', breaker: opened, outUntil: 0, now: 61_000, state: 'closed' },
  { what: 'tried in vain', breaker: opened, outUntil: 70_000, now: 61_000, state: 'open' },
  { what: 'trying for the second time', breaker: opened, outUntil: 70_000, now: 120_500, state: 'half_open' },
  { what: 'tried well at last', breaker: opened, outUntil: 70_000, now: 500_000, state: 'closed' },
  { what: 'stuck', breaker: stuck, outUntil: 0, now: 9e9, state: 'open' },
])('$what: $state', ({ breaker, outUntil, now, state }) => {
  expect(stateAt(breaker, { recoveryMs, provider: { outUntil }, now })).toBe(state);
});

test('a reset closes it while the provider is there, and opens it anew while it is not', () => {
  expect(resetBreaker(stuck, 5, { outUntil: 0 }, 100)).toEqual({ isStuck: false, failures: 5, opened: 1 });
  expect(resetBreaker(closedBreaker, 5, { outUntil: 200 }, 100)).toBe(closedBreaker);
  const again = { openedAt: 100, isStuck: false, failures: 10, opened: 2 };
  expect(resetBreaker(stuck, 5, { outUntil: 200 }, 100)).toEqual(again);
});
