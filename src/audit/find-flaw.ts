// What is wrong with one entry of the chain, told from its neighbours by hashes alone: those it carries, those it should follow, those
// of the next. Pure.

import type { ChainedEntry, Head } from './chain.ts';

export type Flaw =
  'edited' | 'missing' | 'reordered' | 'inserted' | 'cut-off' | 'unsealed' | 'wrong-key' | 'unknown-key' | 'not-posted';

export interface Flawed {
  readonly ok: false;
  readonly flaw: Flaw;
  /** The first entry at which the record is wrong. */
  readonly seq: number;
  readonly say: string;
}

export function flawed(flaw: Flaw, seq: number, say: string): Flawed {
  return { ok: false, flaw, seq, say };
}

/** Whether the entry's own hash is that of what it says, on top of this one. */
export type Fits = (previousHash: string, entry: ChainedEntry) => boolean;

export interface Neighbours {
  readonly last: Head;
  readonly before: Head;
  readonly next: ChainedEntry | undefined;
}

export function findFlaw(entry: ChainedEntry, { last, before, next }: Neighbours, fits: Fits): Flawed | undefined {
  const { seq } = entry;
  if (seq > last.seq + 1)
    return flawed(
      'missing',
      last.seq + 1,
      `${entriesFrom(last.seq + 1, seq - 1)} missing: removed after they were written`,
    );
  if (seq <= last.seq) return flawed('reordered', seq, `entry ${seq} stands after entry ${last.seq}`);
  if (entry.previousHash === last.hash)
    return fits(last.hash, entry)
      ? undefined
      : next?.previousHash === last.hash
        ? flawed('inserted', seq, `entry ${seq} was put in: the entry after it continues the one before it`)
        : flawed('edited', seq, `entry ${seq} was changed after it was written: its hash does not fit what it says`);
  if (next !== undefined && entry.previousHash === next.hash)
    return flawed('reordered', seq, `entries ${seq} and ${next.seq} have changed places`);
  if (entry.previousHash === before.hash && last.seq > 0)
    return flawed('inserted', last.seq, `entry ${last.seq} was put in: entry ${seq} continues the one before it`);
  if (next?.previousHash === last.hash)
    return flawed('inserted', seq, `entry ${seq} was put in: the entry after it continues the one before it`);
  return fits(entry.previousHash, entry) && last.seq > 0
    ? flawed(
        'edited',
        last.seq,
        `entry ${last.seq} was rewritten: entry ${seq} still carries the hash of what stood there`,
      )
    : flawed(
        'edited',
        seq,
        `entry ${seq} does not continue the one before it: it was changed, or others were removed before it`,
      );
}

export function findWrongEnd(last: Head, head: Head): Flawed | undefined {
  if (last.seq < head.seq)
    return flawed(
      'cut-off',
      last.seq + 1,
      `the record ends at entry ${last.seq}, but its head says ${head.seq}: the end was cut off`,
    );
  if (last.seq > head.seq)
    return flawed(
      'inserted',
      head.seq + 1,
      `${entriesFrom(head.seq + 1, last.seq)} beyond the head, which ends at ${head.seq}`,
    );
  if (last.hash !== head.hash)
    return flawed(
      'edited',
      last.seq,
      `entry ${last.seq} is not the one that the head names: one of the two was changed`,
    );
  return undefined;
}

export function entriesFrom(first: number, end: number): string {
  return first === end ? `entry ${first} is` : `entries ${first} to ${end} are`;
}
