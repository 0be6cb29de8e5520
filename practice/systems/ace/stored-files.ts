// The files below a folder, as a listing of an object store shows them.

import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

interface StoredFile {
  /** Its path below the folder. */
  readonly key: string;
  readonly size: number;
  /** UTC, to the second. */
  readonly at: string;
}

export function filesIn(root: string): readonly StoredFile[] {
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .sort()
    .flatMap((key) => {
      const stats = statSync(join(root, key));
      const at = stats.mtime.toISOString().slice(0, 19).replace('T', ' ');
      return stats.isFile() ? [{ key, size: stats.size, at }] : [];
    });
}
