// The entry that stands for what an archive took out of the database: the record begins behind it.

import { z } from 'zod';
import type { ChainedEntry, Head } from './chain.ts';

export const archivedAction = 'audit.archived';

const checkpoint = z.object({
  first: z.number().int(),
  through: z.number().int(),
  count: z.number().int(),
  /** Of the last entry that was taken out. */
  hash: z.string(),
  /** SHA-256 of the file. */
  sha256: z.string(),
});
export type Checkpoint = z.infer<typeof checkpoint>;

/** Undefined for every other entry. */
export function checkpointOf({ action, detail }: Pick<ChainedEntry, 'action' | 'detail'>): Checkpoint | undefined {
  if (action !== archivedAction) return undefined;
  try {
    return checkpoint.parse(JSON.parse(detail));
  } catch {
    return undefined;
  }
}

export function isAt({ through, hash }: Checkpoint, head: Head): boolean {
  return through === head.seq && hash === head.hash;
}
