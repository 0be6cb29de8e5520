// The places of the practice system inside the one folder it was given. It takes an empty folder, or one of its own that an
// earlier process left behind, and removes only what it made.

import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const marker = '.practice-ace';
const names = ['ace-playbook', 'bin', 'programs', 'faiss-index.json', 'ace-app.log', 'control.json', 'kubeconfig'];

export interface Places {
  readonly tree: string;
  readonly bin: string;
  readonly programs: string;
  readonly index: string;
  readonly log: string;
  readonly control: string;
  readonly kubeconfig: string;
  /** Removes everything that was made here; the folder itself stays. */
  readonly clear: () => Promise<void>;
}

/** Claims the folder. Throws a sentence when it holds anything of somebody else's. */
export async function claimFolder(folder: string): Promise<Places> {
  const root = resolve(folder);
  await mkdir(root, { recursive: true });
  const found = await readdir(root);
  if (found.length > 0 && !found.includes(marker)) {
    throw new Error(`${root} is not empty. Give the practice ACE an empty folder.`);
  }
  const remove = async (entries: readonly string[]): Promise<void> => {
    await Promise.all(entries.map((name) => rm(join(root, name), { recursive: true, force: true })));
  };
  await remove(names);
  await writeFile(join(root, marker), '');
  return {
    tree: join(root, 'ace-playbook'),
    bin: join(root, 'bin'),
    programs: join(root, 'programs'),
    index: join(root, 'faiss-index.json'),
    log: join(root, 'ace-app.log'),
    control: join(root, 'control.json'),
    kubeconfig: join(root, 'kubeconfig'),
    clear: () => remove([...names, marker]),
  };
}
