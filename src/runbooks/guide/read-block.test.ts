// Why a block cannot be run as it stands, and what it leaves behind.

import { beforeAll, describe, expect, test } from 'vitest';
import { type BlockReader, blockReader } from '../../../test/support/block-reader.ts';

let read: BlockReader;
beforeAll(async () => {
  read = await blockReader();
});

describe('characters that an editor put in', () => {
  test.each([
    [
      'a dash',
      'kubectl get pods \u2013all',
      'Line 1 holds a typeset dash (U+2013) in column 18: type it again as plain text',
    ],
    [
      'quotes',
      'ls\necho \u201chi\u201d',
      'Line 2 holds a curly quote (U+201C) in column 6: type it again as plain text',
    ],
    [
      'a blank',
      'ls\u00a0-l',
      'Line 1 holds a blank that is no ordinary space (U+00A0) in column 3: type it again as plain text',
    ],
    [
      'nothing to see',
      'ls \u200b-l',
      'Line 1 holds an invisible character (U+200B) in column 4: type it again as plain text',
    ],
    ['wide letters', 'ls \uff0dl', 'Line 1 holds a full-width sign (U+FF0D) in column 4: type it again as plain text'],
    [
      'behind a prompt',
      '$ ls \u2014all',
      'Line 1 holds a typeset dash (U+2014) in column 6: type it again as plain text',
    ],
    [
      'in a query',
      'psql -c "SELECT\u00a01"',
      'Line 1 holds a blank that is no ordinary space (U+00A0) in column 16: type it again as plain text',
    ],
    [
      'reversed text',
      'echo "\u202eno"',
      'Line 1 holds an invisible character (U+202E) in column 7: type it again as plain text',
    ],
  ])('%s', (_name, text, refused) => {
    expect(read('bash', text)).toMatchObject({ text, refused });
  });

  test.each([
    ['a comment', '# it\u2019s fine \u2013 really\nls'],
    ['a message', 'echo "it\u2019s done \u2013 \u2705\u00a0"'],
    ['output', '$ ls\nit\u2019s here'],
  ])('not in %s', (_name, text) => {
    expect(read('bash', text).refused).toBeUndefined();
  });

  test('in SQL as well', () => {
    expect(read('sql', 'SELECT \u2018a\u2019;').refused).toMatch(/curly quote \(U\+2018\) in column 8/);
  });
});

describe('a command that breaks in two', () => {
  test.each([
    [
      'a comment behind the \\',
      'shopctl deploy --to prod \\  # careful\n  --now',
      /^In line 1 something stands behind the `\\`/,
    ],
    ['a blank behind the \\', 'shopctl deploy --to prod \\ \n  --now', /^In line 1 something stands behind the `\\`/],
    ['a comment in between', 'shopctl deploy \\\n  # careful\n  --now', /^Line 2 breaks the command/],
    ['an empty line in between', 'shopctl deploy \\\n\n  --now', /^Line 3 begins with an option|^Line 2 breaks/],
    ['no \\ at all', 'shopctl deploy \\\n  --to prod\n  --now', /^Line 3 begins with an option/],
  ])('%s', (_name, text, refused) => {
    expect(read('bash', text).refused).toMatch(refused);
  });

  test.each([
    'shopctl deploy \\\n  --to prod \\\n  --now',
    "echo 'a \\ # b'\nls",
    'ls My\\ Shop # here\nls',
    'cat <<END\na \\ \nEND',
  ])('not so: %s', (text) => {
    expect(read('bash', text).refused).toBeUndefined();
  });
});

describe('what never ends or waits for a person', () => {
  test('stands before something else', () => {
    const reading = read('bash', 'journalctl -fu shop\nlvremove vg0/data');
    expect(reading.marks.map(({ kind, line }) => [kind, line])).toContainEqual(['endless', 1]);
    expect(reading.refused).toBe(
      '`journalctl -f` never ends by itself, so line 2 would not be reached as it is meant: take them apart',
    );
  });

  test('stands alone', () => {
    expect(read('bash', 'tail -f shop.log').refused).toMatch(/would only end at its time limit$/);
    expect(read('bash', 'sudo vim /etc/shop.conf').refused).toMatch(/in a run nobody is there to answer$/);
  });
});

describe('variables that a block leaves set', () => {
  test.each([
    ['CART=4', ['CART']],
    ['export A=1 B="x y"\nC=$(date)', ['A', 'B', 'C']],
    ['declare -r A=1; readonly B=2', ['A', 'B']],
    ['if true; then A=1; fi', ['A']],
    ['$ A=1\nB=2', ['A']],
    ['A=1 shopctl sync', []],
    ['(A=1); X=$(A=2)', ['X']],
    ['ssh db1\nA=1', []],
    ['echo A=1', []],
  ])('%s', (text, sets) => {
    expect(read('bash', text).sets).toEqual(sets);
  });
});

test('a block that is longer than anybody reads is not looked into', () => {
  const reading = read('bash', 'ls\n'.repeat(20_000));
  expect(reading).toMatchObject({ language: 'text', risk: 'change', commands: [] });
  expect(reading.refused).toMatch(/longer than 50000 characters/);
  expect(read('bash', 'ls|'.repeat(5_000)).refused).toMatch(/too many commands/);
});
