// The one folder of a practice system. It takes an empty folder, or one of its own that an earlier process left behind, and removes
// only what it made.

import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { controlFileName } from './control-file.ts';

export interface Claim {
  /** Absolute. */
  readonly root: string;
  /** Removes everything that was made here; the folder itself stays. */
  readonly clear: () => Promise<void>;
}

/**
 * Claims the folder for the system of this name, whose entries in it are `entries`, `bin` and `programs`. Throws a sentence when it
 * holds anything of somebody else's.
 */
export async function claimFolder(folder: string, system: string, entries: readonly string[]): Promise<Claim> {
  const root = resolve(folder);
  const marker = `.practice-${system}`;
  await mkdir(root, { recursive: true });
  const found = await readdir(root);
  if (found.length > 0 && !found.includes(marker))
    throw new Error(`${root} is not empty. Give the practice system ${system} an empty folder.`);
  const remove = async (names: readonly string[]): Promise<void> => {
    await Promise.all(names.map((name) => rm(join(root, name), { recursive: true, force: true })));
  };
  const own = [...entries, 'bin', 'programs', controlFileName];
  await remove(own);
  await writeFile(join(root, marker), '');
  return { root, clear: () => remove([...own, marker]) };
}
