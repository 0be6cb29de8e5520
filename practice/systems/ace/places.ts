// Where the practice ACE keeps what, inside the one folder it was given.

import { join } from 'node:path';
import { claimFolder } from '../../kit/folder.ts';

const entries = {
  /** Production's checkout, and beside it one for each stage before it. */
  tree: 'ace-playbook',
  stages: 'stages',
  origin: 'origin.git',
  index: 'faiss-index.json',
  log: 'ace-app.log',
  kubeconfig: 'kubeconfig',
  backups: 'backups',
  /** What `aws s3` reaches. */
  buckets: 's3',
} as const;

export type Places = Readonly<Record<'root' | keyof typeof entries, string>> & { readonly clear: () => Promise<void> };

export async function claimPlaces(folder: string): Promise<Places> {
  const { root, clear } = await claimFolder(folder, 'ace', Object.values(entries));
  const at = (name: keyof typeof entries): string => join(root, entries[name]);
  return {
    root,
    tree: at('tree'),
    stages: at('stages'),
    origin: at('origin'),
    index: at('index'),
    log: at('log'),
    kubeconfig: at('kubeconfig'),
    backups: at('backups'),
    buckets: at('buckets'),
    clear,
  };
}
