// A file of statements that is not shown: its name may still tell what it does.

import { destructiveName } from './danger-words.ts';
import type { Case } from './tool.ts';

const copy = /(^|[^a-z])(backup|bak|dump|snapshot|restore)([^a-z]|$)/i;

/** For a client that takes such a file after one of these flags: `-f restore.cql`. */
export function fileCases(flag: string): readonly Case[] {
  return [
    { flag, value: copy, risk: 'destroy', say: 'loads a saved copy over what is there' },
    { flag, value: destructiveName, risk: 'destroy', say: 'runs a file whose name says that it removes something' },
  ];
}
