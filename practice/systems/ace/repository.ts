// The practice application's git repository. `main` holds every release, `production` what was deployed last, `shadow` and `staging`
// what the stages before it have; each of those three has a checkout of its own. Nothing of the user's own git settings or
// surrounding repository reaches it.

import { execFile } from 'node:child_process';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { badTag, goodTag, renderHistory } from './history.ts';
import { type StageName, stageNames } from './neighbours/stages.ts';
import type { Places } from './places.ts';

/** What a checkout would serve. */
export interface Contents {
  readonly version: string;
  readonly revision: string;
  /** The text of `ace/settings.json`. */
  readonly settings: string;
}

export interface Repository {
  /** Full commit ids. */
  readonly good: string;
  readonly bad: string;
  /** Moves `production` and the stages before it to a commit and checks it out, as a release does. */
  readonly deploy: (commit: string) => Promise<void>;
  /** The full id of the commit that is checked out. */
  readonly head: () => Promise<string>;
  /** What `origin` has for a stage or for production, and whether the checkout there is the same. */
  readonly published: (stage: StageName | 'production') => Promise<Contents & { readonly isCheckedOut: boolean }>;
}

const releaseFile = z.object({ version: z.string() });

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

/** Makes the repository, its origin and the checkouts, with the good release everywhere; whatever was there is gone. */
export async function makeRepository({ tree, stages, origin, root }: Places): Promise<Repository> {
  await Promise.all([tree, stages, origin].map((folder) => rm(folder, { recursive: true, force: true })));
  await Promise.all([tree, stages].map((folder) => mkdir(folder)));
  const init = ['-c', 'init.defaultBranch=main', 'init', '--quiet', '--template='];
  await Promise.all([git(tree, init), git(root, [...init, '--bare', origin])]);
  await git(tree, ['fast-import', '--quiet'], renderHistory());
  await writeSettings(tree, origin);
  const ids = await git(tree, ['rev-parse', goodTag, badTag]);
  const [good, bad] = ids.split('\n');
  if (good === undefined || bad === undefined) throw new Error(`git does not know ${goodTag} and ${badTag} in ${tree}`);
  await git(tree, ['checkout', '--quiet', '-B', 'production', good]);
  for (const stage of stageNames)
    await git(tree, ['worktree', 'add', '--quiet', '-b', stage, join(stages, stage), good]);
  await git(tree, ['push', '--quiet', 'origin', 'main', 'production', ...stageNames]);
  await Promise.all([tree, ...stageNames.map((stage) => join(stages, stage))].map((one) => addScripts(one, root)));

  const deploy = async (commit: string): Promise<void> => {
    const trees = [['production', tree], ...stageNames.map((stage) => [stage, join(stages, stage)])] as const;
    for (const [branch = '', folder = ''] of trees)
      await git(folder, ['checkout', '--quiet', '--force', '-B', branch, commit]);
    await git(tree, ['push', '--quiet', '--force', 'origin', 'production', ...stageNames]);
  };
  const published: Repository['published'] = async (stage) => {
    const checkout = stage === 'production' ? tree : join(stages, stage);
    const [revision, head, release, settings] = await Promise.all([
      git(origin, ['rev-parse', `refs/heads/${stage}`]),
      git(checkout, ['rev-parse', 'HEAD']),
      git(origin, ['show', `refs/heads/${stage}:release.json`]),
      git(origin, ['show', `refs/heads/${stage}:ace/settings.json`]),
    ]);
    const { version } = releaseFile.parse(JSON.parse(release));
    return { version, revision, settings, isCheckedOut: head === revision };
  };
  return { good, bad, deploy, head: () => git(tree, ['rev-parse', 'HEAD']), published };
}

/** The repository's own, so that commits and pushes of a runbook work whatever the user has set. */
async function writeSettings(tree: string, origin: string): Promise<void> {
  await git(tree, ['remote', 'add', 'origin', origin]);
  await git(tree, ['config', 'user.name', 'ACE operations']);
  await git(tree, ['config', 'user.email', 'ace-operations@ace.example']);
  await mkdir(join(tree, '.git', 'info'), { recursive: true });
  await writeFile(join(tree, '.git', 'info', 'exclude'), '/scripts\n');
}

/** The deployment script stands beside the code and is not part of it. */
async function addScripts(tree: string, root: string): Promise<void> {
  await mkdir(join(tree, 'scripts'));
  await symlink(join(root, 'bin', 'deploy.sh'), join(tree, 'scripts', 'deploy.sh'));
}
