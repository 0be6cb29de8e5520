// Where the practice ACE keeps what, inside the one folder it was given.

import { join } from 'node:path';
import { claimFolder } from '../../kit/folder.ts';

export interface Places {
  readonly root: string;
  readonly tree: string;
  readonly index: string;
  readonly log: string;
  readonly kubeconfig: string;
  readonly clear: () => Promise<void>;
}

export async function claimPlaces(folder: string): Promise<Places> {
  const entries = { tree: 'ace-playbook', index: 'faiss-index.json', log: 'ace-app.log', kubeconfig: 'kubeconfig' };
  const { root, clear } = await claimFolder(folder, 'ace', Object.values(entries));
  return {
    root,
    tree: join(root, entries.tree),
    index: join(root, entries.index),
    log: join(root, entries.log),
    kubeconfig: join(root, entries.kubeconfig),
    clear,
  };
}
