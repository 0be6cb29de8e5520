// The table of the last release in docs/performance.md: `npm run bench` reads it, and measures the same figures.

import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { figures, readLastRelease } from '../../bench/release-figures.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { at } from './tree.ts';

const page = await readFile(at('docs/performance.md'), 'utf8');

test('has every figure of the bench and no other, of the version that is here', () => {
  const { version, values } = readLastRelease(page);
  expect([...values.keys()]).toEqual(figures.map(({ name }) => name));
  expect(version).toBe(packageJson.version);
});

test.each([
  ['a figure that nobody measures', '| dances | 3 s |'],
  ['another unit', '| home page, cold | 3 s |'],
  ['the same figure twice', '| home page, cold | 3 ms |\n| home page, cold | 4 ms |'],
  ['words instead of a number', '| home page, cold | fast |'],
])('is not read with %s', (_what, rows) => {
  const table = `## The figures of 1.2.3\n\n| Figure | Best |\n| --- | --- |\n${rows}\n`;
  expect(() => readLastRelease(table)).toThrow();
});
