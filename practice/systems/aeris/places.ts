// Where the practice AERIS-AQ keeps what, inside the one folder it was given.

import { join } from 'node:path';
import { claimFolder } from '../../kit/folder.ts';

export interface Places {
  readonly root: string;
  /** The application's checkout, with everything that its operations pages name by a relative path. */
  readonly home: string;
  /** The checkout and the database as they are on a good day; copied to `home`. */
  readonly template: string;
  /** The secure storage: a copy of `.env`, and new keys on their way in. */
  readonly vault: string;
  /** Stands for `~/.ollama`. */
  readonly ollama: string;
  readonly database: string;
  readonly backups: string;
  readonly logs: string;
  readonly settings: string;
  readonly env: string;
  readonly pidFile: string;
  readonly clear: () => Promise<void>;
}

export async function claimPlaces(folder: string): Promise<Places> {
  const { root, clear } = await claimFolder(folder, 'aeris', ['template', 'aeris-aq', 'vault', 'ollama']);
  const home = join(root, 'aeris-aq');
  return {
    root,
    home,
    template: join(root, 'template'),
    vault: join(root, 'vault'),
    ollama: join(root, 'ollama'),
    database: join(home, 'data', 'aeris_agent.db'),
    backups: join(home, 'backups'),
    logs: join(home, 'logs'),
    settings: join(home, 'src', 'config.py'),
    env: join(home, '.env'),
    pidFile: join(home, 'run', 'uvicorn.pid'),
    clear,
  };
}
