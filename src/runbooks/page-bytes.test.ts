import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPageBytes } from './page-bytes.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'opsbook-bytes-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each([0, 1, 65_535, 65_536, 65_537, 262_144, 300_000, 2 * 1024 * 1024])(
  '%i bytes are read whole',
  async (size) => {
    const bytes = Buffer.alloc(size, 'a line of a page\n');
    await writeFile(path.join(folder, `${size}.md`), bytes);
    expect((await readPageBytes(path.join(folder, `${size}.md`)))?.equals(bytes)).toBe(true);
  },
);

test('more than a page may have is not read', async () => {
  await writeFile(path.join(folder, 'large.md'), Buffer.alloc(2 * 1024 * 1024 + 1));
  expect(await readPageBytes(path.join(folder, 'large.md'))).toBeUndefined();
});

test('what cannot be read says so as the system does', async () => {
  await expect(readPageBytes(path.join(folder, 'none.md'))).rejects.toMatchObject({ code: 'ENOENT' });
  await expect(readPageBytes(folder)).rejects.toMatchObject({ code: 'EISDIR' });
});
