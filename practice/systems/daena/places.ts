// Where the practice Daena keeps what, inside the one folder it was given. Its home is what an operator would have checked out.

import { join } from 'node:path';
import { claimFolder } from '../../kit/folder.ts';

export interface Home {
  readonly home: string;
  readonly settings: string;
  readonly policy: string;
  readonly records: string;
  readonly index: string;
  readonly ledger: string;
  readonly aging: string;
  readonly manifests: string;
  readonly governance: string;
  readonly snapshot: string;
}

export interface Places extends Home {
  readonly root: string;
  readonly log: string;
  readonly kubeconfig: string;
  readonly clear: () => Promise<void>;
}

export function homeAt(home: string): Home {
  return {
    home,
    settings: join(home, 'config', 'memory_config.yaml'),
    policy: join(home, 'config', 'policy_config.yaml'),
    records: join(home, '.l2_store', 'records.json'),
    index: join(home, '.l2_store', 'index.json'),
    ledger: join(home, '.ledger', 'ledger.jsonl'),
    aging: join(home, '.l2_store', 'aging.json'),
    manifests: join(home, '.kms', 'manifests'),
    governance: join(home, 'governance'),
    snapshot: join(home, 'latest_snapshot.json'),
  };
}

export async function claimPlaces(folder: string): Promise<Places> {
  const { root, clear } = await claimFolder(folder, 'daena', ['daena', 'daena.log', 'kubeconfig']);
  return {
    root,
    ...homeAt(join(root, 'daena')),
    log: join(root, 'daena.log'),
    kubeconfig: join(root, 'kubeconfig'),
    clear,
  };
}
