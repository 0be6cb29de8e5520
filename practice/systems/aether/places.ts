// Where the practice ÆTHER keeps what, inside the one folder it was given: the application's own tree, and the logs of its starts.

import { join } from 'node:path';
import { claimFolder } from '../../kit/folder.ts';

export interface Places {
  readonly root: string;
  /** The application's tree, where the runbook's scripts run. */
  readonly home: string;
  /** One file for each start of the process. */
  readonly logs: string;
  readonly clear: () => Promise<void>;
}

export async function claimPlaces(folder: string): Promise<Places> {
  const { root, clear } = await claimFolder(folder, 'aether', ['app', 'logs']);
  return { root, home: join(root, 'app'), logs: join(root, 'logs'), clear };
}
