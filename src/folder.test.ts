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

async function read(files: Readonly<Record<string, string>>, isWanted?: (file: string) => boolean): Promise<string[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'opsbook-folder-'));
  folders.push(folder);
  await writeFile(path.join(folder, 'package.json'), '{"type":"module"}');
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  const isText = (value: unknown): value is string => typeof value === 'string';
  const found = await readFolder(pathToFileURL(`${folder}/`), 'word', isText, (word) => word, isWanted);
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

test('imports nothing but what is wanted', async () => {
  const files = { 'heavy.js': 'throw new Error("it was imported");', 'light-one.js': 'export const word = "light";' };
  expect(await read(files, (file) => file === 'light-one')).toEqual(['light']);
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
