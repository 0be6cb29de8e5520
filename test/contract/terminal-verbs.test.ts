// A terminal verb is started by its file's name alone, so the two have to agree.

import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

const folder = new URL('../../src/cli/', import.meta.url);

test('each file of src/cli is named for its verb', async () => {
  const named: (readonly [file: string, verb: string | undefined])[] = [];
  for (const file of await readdir(folder)) {
    const text = await readFile(new URL(file, folder), 'utf8');
    if (!text.includes('export const command')) continue;
    named.push([file, /export const command: CliCommand = \{\s+name: '([^']+)'/.exec(text)?.[1]]);
  }
  expect(named).toContainEqual(['audit-verify.ts', 'audit verify']);
  for (const [file, verb] of named) expect(`${verb?.replaceAll(' ', '-')}.ts`).toBe(file);
});
