// docs/reference says what the code says now: each page is what its registries make of it, and no other page is there.

import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { referenceFolder, referencePages } from '../../publish/reference-pages.ts';

const pages = await referencePages();

test('the folder has every page and no other', async () => {
  expect((await readdir(referenceFolder)).sort()).toEqual([...pages.keys()].sort());
});

test.each([...pages])('%s is fresh; else: npm run reference', async (name, text) => {
  expect(await readFile(path.join(referenceFolder, name), 'utf8')).toBe(text);
});
