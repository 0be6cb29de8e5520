import { expect, test } from 'vitest';
import { textLines, tookInWords } from './run-lines.ts';

test.each([
  ['', []],
  ['one\n', ['one']],
  ['a\r\nb\n\nc', ['a', 'b', '', 'c']],
  ['\u001B[2J\u001B]0;title\u0007gone', ['[2J]0;titlegone']],
  ['over\rwritten', ['overwritten']],
  ['a\tb', ['a    b']],
  ['\u202Etxt.exe', ['txt.exe']],
])('%j has the lines %j: nothing of it moves the cursor', (text, lines) => {
  expect(textLines(text)).toEqual(lines);
});

test('less than a second is not told', () => {
  const from = new Date('2026-03-01T12:00:00Z');
  const after = (ms: number): Date => new Date(from.getTime() + ms);
  expect(tookInWords(from, after(999))).toBe('');
  expect(tookInWords(from, after(12_000))).toBe(' (12 s)');
  expect(tookInWords(from, null)).toBe('');
});
