// What is to be done for an incident, and in which order.

import { expect, test } from 'vitest';
import { sampleIncident } from '../../test/support/sample-incident.ts';
import type { IncidentTask } from './incident.ts';
import { inWords, nextTasks, procedureOf, setUp, tasksOf } from './tasks.ts';

const { id } = sampleIncident();

test.each([
  ['announced', false, true, true],
  ['nowhere to announce', false, false, false],
  ['private', true, true, false],
] as const)('%s', (_what, isPrivate, announces, expected) => {
  const tasks = tasksOf({ isPrivate }, ['shop.page'], announces);
  expect(tasks.includes('announce')).toBe(expected);
  expect(tasks.at(-1)).toBe('procedure:shop.page');
});

test('the channel first, the rest when it stands, the pin after the card; what is settled does not begin again', () => {
  const tasks: IncidentTask[] = [...setUp, 'procedure:shop.page'].map((task) => ({
    incident: id,
    task,
    state: task === 'topic' ? 'failed' : 'waiting',
    say: '',
  }));
  expect(nextTasks(tasks, undefined)).toEqual(['channel']);
  expect(nextTasks(tasks, 'channel')).toEqual([
    'purpose',
    'invite',
    'card',
    'bookmark',
    'announce',
    'procedure:shop.page',
  ]);
  expect(nextTasks(tasks, 'card')).toEqual(['pin']);
  expect(nextTasks(tasks, 'pin')).toEqual([]);
});

test.each([
  ['card', 'post the card', undefined],
  ['procedure:shop.page', 'run shop.page', 'shop.page'],
  ['procedure:shop.page@3', 'run shop.page', 'shop.page'],
  ['archive', 'archive', undefined],
])('%s', (task, words, procedure) => {
  expect(inWords(task)).toBe(words);
  expect(procedureOf(task)).toBe(procedure);
});
