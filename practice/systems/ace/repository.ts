// The practice application's git repository. `main` holds every release, `production` what was deployed last;
// nothing of the user's own git settings or surrounding repository reaches it.

import { execFile } from 'node:child_process';
import { devNull } from 'node:os';
import { badTag, goodTag, renderHistory } from './history.ts';

export interface Repository {
  /** Full commit ids. */
  readonly good: string;
  readonly bad: string;
  /** Moves `production` to a commit and checks it out, as a deployment does. */
  readonly deploy: (commit: string) => Promise<void>;
  /** The full id of the commit that is checked out. */
  readonly head: () => Promise<string>;
}

/** The environment for git and for the application: without any GIT_* of ours, without global settings. */
export function cleanEnvironment(): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && !name.startsWith('GIT_')) kept[name] = value;
  }
  return { ...kept, GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: '1', LC_ALL: 'C' };
}

function git(tree: string, args: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile('git', ['-C', tree, ...args], { env: cleanEnvironment() }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout.trim());
      else if (error.code === 'ENOENT') reject(new Error('The practice ACE needs git. Install it, then start again.'));
      else reject(new Error(`git ${args[0] ?? ''} failed in ${tree}: ${stderr.trim() || error.message}`));
    });
    // A git that ends without reading all of its input says why by its exit.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}

/** Makes the repository in an existing, empty folder, with the good release checked out on `production`. */
export async function makeRepository(tree: string): Promise<Repository> {
  await git(tree, ['-c', 'init.defaultBranch=main', 'init', '--quiet', '--template=']);
  await git(tree, ['fast-import', '--quiet'], renderHistory());
  const deploy = async (commit: string): Promise<void> => {
    await git(tree, ['checkout', '--quiet', '--force', '-B', 'production', commit]);
  };
  const ids = await git(tree, ['rev-parse', goodTag, badTag]);
  const [good, bad] = ids.split('\n');
  if (good === undefined || bad === undefined) throw new Error(`git does not know ${goodTag} and ${badTag} in ${tree}`);
  await deploy(good);
  return { good, bad, deploy, head: () => git(tree, ['rev-parse', 'HEAD']) };
}
