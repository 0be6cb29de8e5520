// What people write cannot steer a terminal.

import { expect, test } from 'vitest';
import { plainLine } from './plain-line.ts';

test.each([
  ['an escape sequence', 'a\u001B[31mred\u001B]0;title\u0007', 'a [31mred ]0;title'],
  ['line breaks of every kind', 'one\r\ntwo\u2028three\u0085four', 'one two three four'],
  ['a turned direction', 'abc\u202Egpj.exe', 'abcgpj.exe'],
  ['words of all languages', '  Größe   жд 日本  ', 'Größe жд 日本'],
])('%s', (_name, text, plain) => {
  expect(plainLine(text)).toBe(plain);
});
