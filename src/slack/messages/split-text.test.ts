import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { slackText } from '../../../test/support/slack-text.ts';
import { codeBlock, plain } from '../fit.ts';
import { splitText } from './split-text.ts';

test('pieces are the text when they are put together, and each is whole in code and in words', () => {
  fc.assert(
    fc.property(slackText, fc.integer({ min: 10, max: 400 }), (text, max) => {
      const pieces = splitText(text, max);
      expect(pieces.join('')).toBe(text);
      for (const piece of pieces) {
        expect(codeBlock(piece, max + 8)).toBe(codeBlock(piece, Infinity));
        expect(plain(piece, max)).toBe(plain(piece, Infinity));
      }
    }),
  );
});

test.each<[string, string, number, string[]]>([
  ['nothing', '', 10, ['']],
  ['what fits', 'one two', 10, ['one two']],
  ['between lines', 'one\ntwo three\nfour', 14, ['one\ntwo three\n', 'four']],
  ['between words', 'one two three', 8, ['one two ', 'three']],
  ['between characters', 'abcdef👍g', 3, ['abc', 'def', '👍g']],
  ['by what escaping makes of it', '<<<', 8, ['<<', '<']],
  ['one character that is too long by itself', '&&', 3, ['&', '&']],
])('cuts %s', (_name, text, max, pieces) => {
  expect(splitText(text, max)).toEqual(pieces);
});
