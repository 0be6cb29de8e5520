// What `kubectl rollout undo` does to the history, as a table.

import { expect, test } from 'vitest';
import { undoRollout } from './rollouts.ts';

const history = [
  { revision: 1, cause: 'a' },
  { revision: 2, cause: 'b' },
  { revision: 3, cause: 'c' },
];

test.each([
  { undo: undefined, from: history, to: ['1 a', '3 c', '4 b'] },
  { undo: 1, from: history, to: ['2 b', '3 c', '4 a'] },
  { undo: 3, from: history, to: undefined },
  { undo: 9, from: history, to: undefined },
  { undo: undefined, from: history.slice(0, 1), to: undefined },
  { undo: undefined, from: [], to: undefined },
])('undo to $undo of $from.length rollouts', ({ undo, from, to }) => {
  expect(undoRollout(from, undo)?.map(({ revision, cause }) => `${String(revision)} ${cause}`)).toEqual(to);
});
