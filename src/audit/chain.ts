// The chain of the record: each entry's hash covers the entry and the hash before it, so that any later change shows. Pure.

import { createHash } from 'node:crypto';

export interface AuditEntry {
  /** Counts from 1, without gaps. */
  readonly seq: number;
  /** Whole milliseconds. */
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  /** JSON, exactly as it was stored. */
  readonly detail: string;
}

export interface ChainedEntry extends AuditEntry {
  readonly previousHash: string;
  readonly hash: string;
}

/** The end of the chain. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
}

/** Before the first entry. */
export const start: Head = { seq: 0, hash: '0'.repeat(64) };

/** SHA-256 in hex of an entry on top of the one before it. */
export function hashOf(previousHash: string, entry: AuditEntry): string {
  return createHash('sha256').update(previousHash).update('\n').update(canonical(entry)).digest('hex');
}

/** One entry has one text: a JSON array in this order, times in UTC. `append.ts` puts the same together in SQL. */
function canonical({ seq, at, ...rest }: AuditEntry): string {
  return `[${seq},"${at.toISOString()}",${canonicalRest(rest)}`;
}

/** The end of that text: what is known before the entry has its place in the chain. */
export function canonicalRest({ actor, action, subject, detail }: Omit<AuditEntry, 'seq' | 'at'>): string {
  return JSON.stringify([actor, action, subject, detail]).slice(1);
}

export type Flaw = 'edited' | 'missing' | 'reordered' | 'inserted' | 'cut-off';

export type ChainVerdict =
  | { readonly ok: true; readonly entries: number }
  | {
      readonly ok: false;
      readonly flaw: Flaw;
      /** The first entry at which the record is wrong. */
      readonly seq: number;
      readonly say: string;
    };

/** Follows the entries, in the order of their numbers, up to the head. Answers at the first flaw. */
export async function verifyChain(
  entries: Iterable<ChainedEntry> | AsyncIterable<ChainedEntry>,
  head: Head,
): Promise<ChainVerdict> {
  let before: Head = start;
  let last: Head = start;
  let held: ChainedEntry | undefined;
  const follow = (entry: ChainedEntry, next: ChainedEntry | undefined): ChainVerdict | undefined => {
    const flaw = findFlaw(entry, last, before, next);
    before = last;
    last = { seq: entry.seq, hash: entry.hash };
    return flaw;
  };
  for await (const entry of entries) {
    const flaw = held && follow(held, entry);
    if (flaw) return flaw;
    held = entry;
  }
  const flaw = (held && follow(held, undefined)) ?? findWrongEnd(last, head);
  return flaw ?? { ok: true, entries: last.seq };
}

/** An entry is told apart from its neighbours by hashes alone: those it carries, those it should follow, those of the next. */
function findFlaw(
  entry: ChainedEntry,
  last: Head,
  before: Head,
  next: ChainedEntry | undefined,
): ChainVerdict | undefined {
  const { seq } = entry;
  if (seq > last.seq + 1)
    return flawed(
      'missing',
      last.seq + 1,
      `${entriesFrom(last.seq + 1, seq - 1)} missing: removed after they were written`,
    );
  if (seq <= last.seq) return flawed('reordered', seq, `entry ${seq} stands after entry ${last.seq}`);
  if (entry.previousHash === last.hash)
    return hashOf(last.hash, entry) === entry.hash
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
  return hashOf(entry.previousHash, entry) === entry.hash && last.seq > 0
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

function findWrongEnd(last: Head, head: Head): ChainVerdict | undefined {
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

function entriesFrom(first: number, end: number): string {
  return first === end ? `entry ${first} is` : `entries ${first} to ${end} are`;
}

function flawed(flaw: Flaw, seq: number, say: string): ChainVerdict {
  return { ok: false, flaw, seq, say };
}
