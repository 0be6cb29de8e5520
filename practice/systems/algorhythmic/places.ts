// Where the practice Algorhythmic keeps what, inside the one folder it was given.

import { join } from 'node:path';
import { claimFolder } from '../../kit/folder.ts';

export interface Places {
  readonly root: string;
  /** Where a runbook's scripts stand. */
  readonly home: string;
  /** The checked-out application, and the repository that it is pushed to. */
  readonly app: string;
  readonly origin: string;
  readonly logs: string;
  readonly backups: string;
  /** Object storage: one folder a bucket. */
  readonly buckets: string;
  readonly pidFile: string;
  /** Settings that a restart takes over. */
  readonly settings: string;
  readonly clear: () => Promise<void>;
}

export async function claimPlaces(folder: string): Promise<Places> {
  const { root, clear } = await claimFolder(folder, 'algorhythmic', ['home', 'origin.git', 'buckets', 'postgres']);
  const home = join(root, 'home');
  return {
    root,
    home,
    app: join(home, 'app'),
    origin: join(root, 'origin.git'),
    logs: join(home, 'logs'),
    backups: join(home, 'backups'),
    buckets: join(root, 'buckets'),
    pidFile: join(home, 'run', 'server.pid'),
    settings: join(home, 'runtime.env'),
    clear,
  };
}
