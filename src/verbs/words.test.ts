import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseWords, textBut } from './words.ts';

test.each<[string, string, string[], Record<string, string>]>([
  ['', '', [], {}],
  ['  ', '', [], {}],
  ['HELP', 'help', [], {}],
  ['show ace.rollback', 'show', ['ace.rollback'], {}],
  ['run ace.rollback revision=1a2b3c4', 'run', ['ace.rollback'], { revision: '1a2b3c4' }],
  ['run x reason="bad release" n=3', 'run', ['x'], { reason: 'bad release', n: '3' }],
  ['run x reason=“bad release”', 'run', ['x'], { reason: 'bad release' }],
  ['run x reason=„schlechter Stand“', 'run', ['x'], { reason: 'schlechter Stand' }],
  ["find 'two words' more", 'find', ['two words', 'more'], {}],
  ["find it's broken", 'find', ["it's", 'broken'], {}],
  ['find "never closed', 'find', ['"never', 'closed'], {}],
  ['run x a="" b=', 'run', ['x'], { a: '', b: '' }],
  ['run x q=a=b', 'run', ['x'], { q: 'a=b' }],
  ['run x path=/a/b?c=d&e="f"', 'run', ['x'], { path: '/a/b?c=d&e="f"' }],
  ['run x 1a=b =c', 'run', ['x', '1a=b', '=c'], {}],
  ['run x a=1 a=2', 'run', ['x'], { a: '2' }],
  ['run x text="line 1\n  line 2 "', 'run', ['x'], { text: 'line 1\n  line 2 ' }],
  ['run x a="b"c', 'run', ['x'], { a: '"b"c' }],
  ['run\n x', 'run', ['x'], {}],
])('%j', (text, verb, plain, named) => {
  expect(parseWords(text)).toMatchObject({ verb, plain, named });
});

test('a name that every object has is a name like any other', () => {
  const { named } = parseWords('run x __proto__=a constructor=b');
  expect(Object.entries(named)).toEqual([
    ['__proto__', 'a'],
    ['constructor', 'b'],
  ]);
});

test('what follows the verb is kept as it was typed', () => {
  expect(parseWords('find  two  "words ').rest).toBe('two  "words');
});

test('never throws', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => parseWords(text).verb.length <= text.length * 3));
});

const value = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('a b', '<&>', '\n', '$(x)'),
);

test('a quoted value arrives byte for byte', () => {
  fc.assert(
    fc.property(value, value, (first, second) => {
      fc.pre(![first, second].some((text) => /["“”]/.test(text)));
      const read = parseWords(`run x a="${first}" b=“${second}”`);
      expect(read.named).toEqual({ a: first, b: second });
      expect(read.plain).toEqual(['x']);
    }),
  );
});

test('a bare value arrives byte for byte', () => {
  fc.assert(
    fc.property(value, (bare) => {
      fc.pre(bare !== '' && !/\s|^["'“‘„]/.test(bare));
      expect(parseWords(`run x a=${bare}`).named).toEqual({ a: bare });
    }),
  );
});

test.each([
  ['note timeout=30 is too short', 'timeout=30 is too short'],
  ['note incident=20261203-001 it is "too short"', 'it is too short'],
  ['note a="b c" d', 'a="b c" d'],
  ['note incident=20261203-001', ''],
])('the text of %j', (typed, text) => {
  expect(textBut(parseWords(typed), ['incident'])).toBe(text);
});
