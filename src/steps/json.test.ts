import { expect, test } from 'vitest';
import { readJson } from './json.ts';

test.each([
  ['{"a":[1,null,true,"x"]}', { a: [1, null, true, 'x'] }],
  [' 42 ', 42],
  ['"a\\u0000b\\ud800c"', 'a␀b�c'],
  ['{"__proto__":{"a":1}}', JSON.parse('{"__proto__":{"a":1}}')],
  ['{"a":1', undefined],
  ['', undefined],
  ['[1] [2]', undefined],
  ['['.repeat(50) + ']'.repeat(50), JSON.parse('['.repeat(50) + ']'.repeat(50))],
  ['['.repeat(200_000) + ']'.repeat(200_000), undefined],
])('%.40s', (text, wanted) => expect(readJson(text)).toEqual(wanted));
