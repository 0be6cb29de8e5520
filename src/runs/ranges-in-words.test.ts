import { expect, test } from 'vitest';
import { procedureOf } from '../../test/support/sample-runbook.ts';
import { isInside, readRanges } from '../runbooks/ranges.ts';
import { rangesInWords } from './ranges-in-words.ts';

const procedure = procedureOf({
  parameters: [
    { name: 'revision', type: 'string', pattern: '[0-9a-f]{7}' },
    { name: 'count', type: 'integer', default: 1 },
    { name: 'dry', type: 'boolean', default: false },
  ],
});

test.each([
  ['everything that it takes', { revision: '*', count: '1..10' }, 'revision any · count 1 to 10 · dry false'],
  ['some values', { revision: '1a2b3c4|5d6e7f8' }, 'revision 1a2b3c4 or 5d6e7f8 · count 1 · dry false'],
  ['one number', { revision: '*', count: '3', dry: 'true' }, 'revision any · count 3 · dry true'],
])('%s', (_name, given, expected) => {
  const read = readRanges(procedure, given);
  expect(read.ok ? rangesInWords(read.value) : read.refusal.say).toBe(expected);
});

test.each<[string, Readonly<Record<string, string>>, string]>([
  ['no value', {}, 'Say which values of revision are meant'],
  ['a value that it does not take', { revision: 'main' }, 'must match'],
  ['a range the wrong way round', { revision: '*', count: '9..3' }, 'the smaller number first'],
  ['a range that is none', { revision: '*', count: '1.5..3' }, 'is no range of count'],
  ['another parameter', { revision: '*', counts: '1' }, 'Did you mean count?'],
])('%s is refused', (_name, given, sentence) => {
  const read = readRanges(procedure, given);
  expect(read.ok ? '' : read.refusal.say).toContain(sentence);
});

test('what is inside', () => {
  const read = readRanges(procedure, { revision: '1a2b3c4', count: '2..4' });
  const inside = (values: Parameters<typeof isInside>[1]): boolean => read.ok && isInside(read.value, values);
  expect(inside({ revision: '1a2b3c4', count: 2, dry: false })).toBe(true);
  expect(inside({ revision: '1a2b3c4', count: 4, dry: false })).toBe(true);
  expect(inside({ revision: '1a2b3c4', count: 5, dry: false })).toBe(false);
  expect(inside({ revision: '1a2b3c5', count: 2, dry: false })).toBe(false);
  expect(inside({ revision: '1a2b3c4', count: 2, dry: true })).toBe(false);
  expect(inside({ revision: '1a2b3c4', count: 2, dry: false, more: 1 })).toBe(false);
});
