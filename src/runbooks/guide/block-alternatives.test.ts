// Several ways in one block, told from steps in an order.

import { beforeAll, describe, expect, test } from 'vitest';
import { type BlockReader, blockReader } from '../../../test/support/block-reader.ts';

let read: BlockReader;
beforeAll(async () => {
  read = await blockReader();
});

function titles(text: string, info = 'bash'): readonly string[] {
  return read(info, text).alternatives.map(({ title }) => title);
}

describe('ways that the comments announce', () => {
  test.each([
    ['options', '# Option A: one host\nls a\n# Option B: all\nls b', ['Option A: one host', 'Option B: all']],
    [
      'numbered options',
      '# Option 1\nls a\n\n# Option 2\nls b\n\n# Option 3\nls c',
      ['Option 1', 'Option 2', 'Option 3'],
    ],
    [
      'methods',
      '# Method 1 - by hand\nls a\n# Method 2 - by script\nls b',
      ['Method 1 - by hand', 'Method 2 - by script'],
    ],
    ['or', '# Close the cart\nls a\n# Or close all\nls b', ['Close the cart', 'Or close all']],
    ['alternatively', 'ls a\n\n# Alternatively, by hand:\nls b', ['ls a', 'Alternatively, by hand']],
    ['a line that says or', 'ls a\nor\nls b', ['ls a', 'or']],
    ['if it fails', '# Restart\nls a\n# If that fails\nls b', ['Restart', 'If that fails']],
    [
      'if it does not help',
      "# Restart\nls a\n# If this doesn't work, rebuild\nls b",
      ['Restart', "If this doesn't work, rebuild"],
    ],
    [
      'in a numbered step',
      '# 1. Repair\nls a\n# 2. If the repair fails, restore\nls b',
      ['1. Repair', '2. If the repair fails, restore'],
    ],
    ['systems', '# Linux\nls a\n# macOS:\nls b', ['Linux', 'macOS']],
    [
      'systems in words',
      '# On Ubuntu/Debian\nls a\n# On RHEL, CentOS and Fedora\nls b',
      ['On Ubuntu/Debian', 'On RHEL, CentOS and Fedora'],
    ],
    [
      'platforms',
      '# Docker Compose\nls a\n# Kubernetes (production)\nls b',
      ['Docker Compose', 'Kubernetes (production)'],
    ],
    [
      'means',
      '# Using the shop script\nls a\n# Using the console\nls b',
      ['Using the shop script', 'Using the console'],
    ],
  ])('%s', (_name, text, expected) => {
    expect(titles(text)).toEqual(expected);
  });

  test('each has its lines as written; what comes before and after belongs to none', () => {
    const text =
      'cd /srv\n\n# 1. Look\nls\n# 2. Close\n# Option A\nls a  # all\n\n# first\nls c\n\n# Option B\nls b\n\n# 3. Check\nls d';
    expect(read('bash', text).alternatives).toEqual([
      { title: 'Option A', line: 6, text: '# Option A\nls a  # all\n\n# first\nls c' },
      { title: 'Option B', line: 12, text: '# Option B\nls b' },
    ]);
  });

  test('a way without a command counts beside one with', () => {
    expect(titles('# Option A\nls a\n\n# Option B: ask the team\n# (they know)')).toEqual([
      'Option A',
      'Option B: ask the team',
    ]);
    expect(titles('# Option A\n# Option B\n\n# then\nls')).toEqual(['Option A', 'Option B']);
  });

  test('also in SQL', () => {
    const text =
      '-- Option 1: softly\nUPDATE carts SET gone = true WHERE id = 4;\n-- Option 2\nDELETE FROM carts WHERE id = 4;';
    expect(titles(text, 'sql')).toEqual(['Option 1: softly', 'Option 2']);
  });
});

describe('steps in an order are one block', () => {
  test.each([
    ['numbers', '# 1. Stop\nls a\n# 2. Start\nls b'],
    ['steps', '# Step 1: Linux\nls a\n# Step 2: macOS\nls b'],
    ['plain comments', '# Look\nls a\n# Restart\nls b'],
    ['one system', '# Linux\nls a\n# Check\nls b'],
    ['one means', '# Using the console\nls a\n# Check it\nls b'],
    ['orders', '# order of carts\nls a\n# origin\nls b'],
    ['or in a sentence', '# one or two carts\nls a\n# more or less\nls b'],
    ['if something holds', '# If the cart is open\nls a\n# Check\nls b'],
    ['a comment inside a loop', 'for n in 1 2; do\n  # or\n  ls\ndone'],
  ])('%s', (_name, text) => {
    expect(titles(text)).toEqual([]);
  });
});

describe('commands that undo each other', () => {
  test.each([
    ['start, stop, restart', 'systemctl start shop\nsystemctl stop shop\nsystemctl restart shop', 3],
    ['start, then stop', 'sudo systemctl start shop\nsudo systemctl stop shop', 2],
    ['up, then down', '# up\ndocker compose up -d\n# down\ndocker compose down', 2],
    ['enable, then disable', 'shopctl feature enable carts\nshopctl feature disable carts', 2],
    ['stop, then start', 'systemctl stop shop\nsystemctl start shop', 0],
    ['down, then up', 'docker compose down\ndocker compose up -d', 0],
    ['two services', 'systemctl start shop\nsystemctl stop cart', 0],
    ['something in between', 'systemctl start shop\nshopctl test\nsystemctl stop shop', 0],
    ['restart, then look', 'systemctl restart shop\nsystemctl status shop', 0],
    ['a backup and its restore', 'pg_dump shop > shop.sql\npg_restore -d shop shop.dump', 2],
    ['with titles', '# Back up the carts\ncp carts.db carts.bak\n\n# Restore\ncp carts.bak carts.db', 2],
    ['looked at in between', '# Backup\npg_dump shop > a.sql\n# Verify\nhead a.sql\n# Restore\npsql shop < a.sql', 2],
    [
      'changed in between',
      '# Backup\npg_dump shop > a.sql\n# Upgrade\nhelm upgrade shop .\n# Restore\npsql shop < a.sql',
      0,
    ],
    ['numbered', '# 1. Backup\npg_dump shop > a.sql\n# 2. Restore\npsql other < a.sql', 0],
  ])('%s', (_name, text, count) => {
    expect(titles(text)).toHaveLength(count);
  });
});

test('ways refuse the block as a whole', () => {
  expect(read('bash', '# Option A\nls a\n# Option B\nls b').refused).toMatch(
    /^Lines 1 and 3 begin ways of which one is meant/,
  );
});
