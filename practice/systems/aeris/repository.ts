// The practice application's git repository, with a release checked out. Nothing of the user's own git settings or of a surrounding
// repository reaches it.

import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { devNull } from 'node:os';
import { goodTag, renderHistory } from './history.ts';

/** The environment for git and for the application: without any GIT_* of ours, without global settings. */
export function cleanEnvironment(): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && !name.startsWith('GIT_')) kept[name] = value;
  }
  return { ...kept, GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: '1', LC_ALL: 'C' };
}

export function git(tree: string, args: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile('git', ['-C', tree, ...args], { env: cleanEnvironment() }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout.trim());
      else if (error.code === 'ENOENT')
        reject(new Error('The practice AERIS-AQ needs git. Install it, then start again.'));
      else reject(new Error(`git ${args[0] ?? ''} failed in ${tree}: ${stderr.trim() || error.message}`));
    });
    // A git that ends without reading all of its input says why by its exit.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}

/** Makes the repository in a new folder, with the good release checked out on `main`, which the bad one has not reached yet. */
export async function makeRepository(tree: string): Promise<void> {
  await mkdir(tree, { recursive: true });
  await git(tree, ['-c', 'init.defaultBranch=main', 'init', '--quiet', '--template=']);
  // The release checklist makes a tag, which needs a name to sign it with.
  await git(tree, ['config', 'user.name', 'AERIS-AQ release']);
  await git(tree, ['config', 'user.email', 'release@aeris.example']);
  await git(tree, ['fast-import', '--quiet'], renderHistory());
  await git(tree, ['checkout', '--quiet', '--force', '--detach', goodTag]);
}
