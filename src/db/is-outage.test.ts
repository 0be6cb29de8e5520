import { DatabaseError } from 'pg';
import { expect, test } from 'vitest';
import { hasGoneAway, isOutage } from './is-outage.ts';

const fromServer = (code: string): Error =>
  Object.assign(new DatabaseError('no', 2, 'error'), { severity: 'ERROR', code });

test.each([
  ['ended by its administrator', fromServer('57P01'), true],
  ['starting up', fromServer('57P03'), true],
  ['no connection left', fromServer('53300'), true],
  ['connection refused', Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }), true],
  ['cut in the middle', new Error('Connection terminated unexpectedly'), true],
  ['no answer', new Error('timeout exceeded when trying to connect'), true],
  ['takes no changes', fromServer('25006'), true],
  ['a full disk of the embedded one', Object.assign(new Error('no'), { severity: 'ERROR', code: '53100' }), true],
  ['a NUL in a text', fromServer('22021'), false],
  ['a missing table', fromServer('42P01'), false],
  ['a row of another shape', new Error('expected number, received string'), false],
  ['no error at all', 'connection', false],
])('%s', (_name, thrown, expected) => {
  expect(isOutage(thrown)).toBe(expected);
});

test.each([
  ['ended by its administrator', fromServer('57P01'), true],
  ['cut in the middle', new Error('Connection terminated unexpectedly'), true],
  ['cut by the network', Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }), true],
  ['no place in the pool', new Error('timeout exceeded when trying to connect'), true],
  ['a file that is not there', Object.assign(new Error('no such file'), { code: 'ENOENT' }), false],
  ['a time limit of something else', new Error('the timeout of the step is over'), false],
  ['a missing table', fromServer('42P01'), false],
  ['no error at all', 'Connection terminated', false],
])('gone away: %s', (_name, thrown, expected) => {
  expect(hasGoneAway(thrown)).toBe(expected);
});
