// A busy machine is waited for, within bounds.

import { expect, test } from 'vitest';
import { patience } from './patience.ts';

test.each([
  [0, 2, 1],
  [2, 2, 1],
  [5, 2, 2.5],
  [40, 2, 4],
])('a load of %d on %d processors is worth %d times the time', (load, processors, times) => {
  expect(patience(load, processors)).toBe(times);
});
