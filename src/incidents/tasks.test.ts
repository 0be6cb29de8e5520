// What is to be done for an incident, and in which order.

import { expect, test } from 'vitest';
import { sampleIncident } from '../../test/support/sample-incident.ts';
import type { IncidentTask } from './incident.ts';
import { callOf, inWords, isBefore, nextTasks, setUp, taskOf, tasksOf, type Call } from './tasks.ts';

const { id } = sampleIncident();

test.each([
  ['announced', false, true, true],
  ['nowhere to announce', false, false, false],
  ['private', true, true, false],
] as const)('%s', (_what, isPrivate, announces, expected) => {
  expect(tasksOf({ isPrivate, isDrill: false }, announces).includes('announce')).toBe(expected);
});

test('a drill starts its practice system and is announced nowhere', () => {
  const tasks = tasksOf({ isPrivate: false, isDrill: true }, true);
  expect(tasks).toContain('range');
  expect(tasks).not.toContain('announce');
  expect(tasksOf({ isPrivate: false, isDrill: false }, true)).not.toContain('range');
});

test('the channel first, the rest when it stands, the pin after the card; what is settled does not begin again', () => {
  const tasks: IncidentTask[] = [...setUp, 'procedure:shop.page'].map((task) => ({
    incident: id,
    task,
    state: task === 'topic' ? 'failed' : 'waiting',
    say: '',
    madeAt: new Date(0),
    tries: 0,
  }));
  expect(nextTasks(tasks, undefined)).toEqual(['channel']);
  expect(nextTasks(tasks, 'channel')).toEqual([
    'purpose',
    'invite',
    'card',
    'bookmark',
    'announce',
    'range',
    'procedure:shop.page',
  ]);
  expect(nextTasks(tasks, 'card')).toEqual(['pin']);
  expect(nextTasks(tasks, 'pin')).toEqual([]);
});

const page: Call = { procedure: 'integrations.page', moment: 'incident.opened', seq: 12 };

test('a call is told apart by its procedure, its moment and what happened', () => {
  expect(taskOf(page)).toBe('procedure:integrations.page@incident.opened:12');
  expect(callOf(taskOf(page))).toEqual(page);
  expect(inWords(taskOf(page))).toBe('run integrations.page');
});

test.each(['channel', 'procedure:a.b', 'procedure:a.b@never:1', 'procedure:a.b@incident.opened:x'])(
  '%s is none',
  (task) => {
    expect(callOf(task)).toBeUndefined();
  },
);

test.each([
  ['what happened later', { seq: 13 }, true],
  ['what happened earlier', { seq: 11, moment: 'incident.resolved' }, false],
  ['the same change, which acknowledged and resolved', { moment: 'incident.resolved' }, true],
  ['the same moment', { procedure: 'integrations.open-ticket' }, false],
] as const)('is before %s: %o', (_what, other, before) => {
  expect(isBefore(page, { ...page, ...other })).toBe(before);
});
