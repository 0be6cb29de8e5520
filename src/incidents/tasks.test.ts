// The names of tasks, and which call comes before which.

import { expect, it } from 'vitest';
import { callOf, inWords, isBefore, taskOf, type Call } from './tasks.ts';

const page: Call = { procedure: 'integrations.page', moment: 'incident.opened', seq: 12 };

it('a call is told apart by its procedure, its moment and what happened', () => {
  expect(taskOf(page)).toBe('procedure:integrations.page@incident.opened:12');
  expect(callOf(taskOf(page))).toEqual(page);
  expect(inWords(taskOf(page))).toBe('run integrations.page');
});

it.each(['channel', 'procedure:a.b', 'procedure:a.b@never:1', 'procedure:a.b@incident.opened:x'])(
  '%s is none',
  (task) => {
    expect(callOf(task)).toBeUndefined();
  },
);

it.each([
  ['what happened later', { seq: 13 }, true],
  ['what happened earlier', { seq: 11, moment: 'incident.resolved' }, false],
  ['the same change, which acknowledged and resolved', { moment: 'incident.resolved' }, true],
  ['the same moment', { procedure: 'integrations.open-ticket' }, false],
] as const)('is before %s: %o', (_what, other, before) => {
  expect(isBefore(page, { ...page, ...other })).toBe(before);
});
