import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { readFolder } from './folder.ts';

const folders: string[] = [];

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function read(files: Readonly<Record<string, string>>, enough: readonly string[] = []): Promise<string[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'opsbook-folder-'));
  folders.push(folder);
  await writeFile(path.join(folder, 'package.json'), '{"type":"module"}');
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  const isText = (value: unknown): value is string => typeof value === 'string';
  const found = await readFolder(pathToFileURL(`${folder}/`), 'word', isText, (word) => word, enough);
  return [...found.keys()];
}

test('takes every file that exports the thing, in order', async () => {
  const files = {
    'b.js': 'export const word = "second";',
    'a.js': 'export const word = "first";',
    'piece.js': 'export const other = 1;',
    'a.test.js': 'throw new Error("a test was loaded");',
    'a.d.ts': 'export declare const word: string;',
    'notes.md': 'word',
  };
  expect(await read(files)).toEqual(['first', 'second']);
});

test('of the files that are enough, reads the first that is there, and all when none is', async () => {
  const files = { 'a.js': 'throw new Error("not asked for");', 'b.js': 'export const word = "second";' };
  expect(await read(files, ['c', 'b'])).toEqual(['second']);
  await expect(read(files, ['c'])).rejects.toThrow('not asked for');
});

test.each([
  ['a wrong shape', { 'a.js': 'export const word = 1;' }, /a\.js exports `word` in a shape/],
  [
    'a name twice',
    { 'a.js': 'export const word = "x";', 'b.js': 'export const word = "x";' },
    /b\.js: word x exists twice/,
  ],
  ['a file that breaks', { 'a.js': 'throw new Error("broken");' }, /broken/],
])('refuses %s', async (_name, files, sentence) => {
  await expect(read({ ...files })).rejects.toThrow(sentence);
});
