// The git repository of the practice Algorhythmic: `main` as it is deployed, and the bare repository that it is pushed to.
// Nothing of the user's own git settings or surrounding repository reaches it.

import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { devNull } from 'node:os';

export interface Repository {
  /** Commits the release that cannot serve anything, and pushes it. */
  readonly releaseBad: () => Promise<void>;
  /** Full ids: what is checked out, and what was pushed. */
  readonly head: () => Promise<string>;
  readonly pushed: () => Promise<string>;
}

interface Release {
  readonly at: string;
  readonly message: string;
  readonly version: string;
  readonly sessionStore: 'postgres' | 'grid';
}

const releases: readonly Release[] = [
  { at: '2026-10-05T09:10:00Z', message: 'Release v2.5.0', version: 'v2.5.0', sessionStore: 'postgres' },
  {
    at: '2026-10-26T13:42:00Z',
    message: 'Count credits by idempotency key',
    version: 'v2.6.0',
    sessionStore: 'postgres',
  },
  {
    at: '2026-11-16T08:55:00Z',
    message: 'Serve art from the pool when the breaker is open',
    version: 'v2.7.0',
    sessionStore: 'postgres',
  },
];
const badRelease: Release = {
  at: '2026-11-27T16:21:00Z',
  message: 'Keep sessions in the grid',
  version: 'v2.8.0',
  sessionStore: 'grid',
};

function data(text: string): string {
  return `data ${String(Buffer.byteLength(text))}\n${text}\n`;
}

/** In the format of https://git-scm.com/docs/git-fast-import. */
function commitEntry({ at, message, version, sessionStore }: Release, from: string): string {
  const committer = `committer Lena Ortiz <lena.ortiz@algorhythmic.example> ${String(Date.parse(at) / 1000)} +0000\n`;
  const content = `${JSON.stringify({ version, session_store: sessionStore }, null, 2)}\n`;
  return `commit refs/heads/main\n${committer}${data(message)}${from}M 100644 inline release.json\n${data(content)}\n`;
}

/** The environment for git and for the application: without any GIT_* of ours, without global settings. */
export function cleanEnvironment(): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && !name.startsWith('GIT_')) kept[name] = value;
  }
  return { ...kept, GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: '1', LC_ALL: 'C' };
}

function git(args: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile('git', [...args], { env: cleanEnvironment() }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout.trim());
      else if (error.code === 'ENOENT')
        reject(new Error('The practice Algorhythmic needs git. Install it, then start again.'));
      else reject(new Error(`git ${args.join(' ')} failed: ${stderr.trim() || error.message}`));
    });
    // A git that ends without reading all of its input says why by its exit.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}

/** Makes both, with the good release checked out. What was there before is gone. */
export async function makeRepository(app: string, origin: string): Promise<Repository> {
  await Promise.all([app, origin].map((folder) => rm(folder, { recursive: true, force: true })));
  const init = ['-c', 'init.defaultBranch=main', 'init', '--quiet', '--template='];
  await Promise.all([git([...init, app]), git([...init, '--bare', origin])]);
  const inApp = (args: readonly string[], input?: string): Promise<string> => git(['-C', app, ...args], input);
  await inApp(['fast-import', '--quiet'], releases.map((release) => commitEntry(release, '')).join(''));
  await inApp(['remote', 'add', 'origin', origin]);
  await inApp(['config', 'user.name', 'Algorhythmic on call']);
  await inApp(['config', 'user.email', 'oncall@algorhythmic.example']);
  const deploy = async (): Promise<void> => {
    await inApp(['reset', '--quiet', '--hard', 'main']);
    await inApp(['push', '--quiet', '--set-upstream', 'origin', 'main']);
  };
  await deploy();
  return {
    releaseBad: async () => {
      await inApp(['fast-import', '--quiet'], commitEntry(badRelease, 'from refs/heads/main^0\n'));
      await deploy();
    },
    head: () => inApp(['rev-parse', 'HEAD']),
    pushed: () => git(['-C', origin, 'rev-parse', 'main']),
  };
}
