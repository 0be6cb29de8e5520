// Follows the entries, in the order of their numbers, up to the head, and answers at the first flaw. It keeps two entries at a time.

import { hashOf, start, type ChainedEntry, type Head } from './chain.ts';
import { checkpointOf, isAt, type Checkpoint } from './checkpoint.ts';
import { entriesFrom, findFlaw, findWrongEnd, flawed, type Fits, type Flawed } from './find-flaw.ts';
import type { AuditKey } from './key.ts';
import { watchSeals } from './seals.ts';

export interface Whole {
  readonly ok: true;
  readonly entries: number;
  /** What stood before the first one that was looked at. */
  readonly from: Head;
  readonly head: Head;
  /** The id of the key that seals it now; undefined when nothing does. */
  readonly sealedBy: string | undefined;
}
export type ChainVerdict = Whole | Flawed;

export interface Expectations {
  /** The present one first. */
  readonly keys?: readonly AuditKey[];
  /** What was posted when; the beginning of a hash is enough. */
  readonly posted?: readonly Head[];
  /** A part of a record may begin anywhere; a whole one begins at 1, or behind an archive that one of its entries tells of. */
  readonly isPart?: boolean;
}

export async function verifyChain(
  entries: Iterable<ChainedEntry> | AsyncIterable<ChainedEntry>,
  head: Head | undefined,
  { keys = [], posted = [], isPart = false }: Expectations = {},
): Promise<ChainVerdict> {
  const fits = fitsWith(keys);
  const seals = watchSeals(keys);
  const archives: Checkpoint[] = [];
  const way: Way = { isBegun: false, from: start, before: start, last: start };
  const follow = (entry: ChainedEntry, next: ChainedEntry | undefined): Flawed | undefined => {
    if (!way.isBegun) begin(way, entry);
    const flaw = seals.see(entry) ?? findFlaw(entry, { ...way, next }, fits) ?? notAsPosted(entry, posted);
    const archive = checkpointOf(entry);
    if (archive !== undefined) archives.push(archive);
    way.before = way.last;
    way.last = { seq: entry.seq, hash: entry.hash };
    return flaw;
  };
  let held: ChainedEntry | undefined;
  for await (const entry of entries) {
    const flaw = held && follow(held, entry);
    if (flaw) return flaw;
    held = entry;
  }
  const flaw =
    (held && follow(held, undefined)) ??
    (head && findWrongEnd(way.last, head)) ??
    (isPart ? undefined : notArchived(way.from, archives)) ??
    notHere(posted, way.from, way.last) ??
    (isPart ? undefined : seals.end());
  const { from, last } = way;
  return flaw ?? { ok: true, entries: last.seq - from.seq, from, head: last, sealedBy: seals.inUse() };
}

/** Where the walk is. */
interface Way {
  isBegun: boolean;
  from: Head;
  before: Head;
  last: Head;
}

/** Behind an archive the first entry is not the first that was written. */
function begin(way: Way, { seq, previousHash }: ChainedEntry): void {
  way.isBegun = true;
  if (seq > 1) way.from = { seq: seq - 1, hash: previousHash };
  way.before = way.from;
  way.last = way.from;
}

function fitsWith(keys: readonly AuditKey[]): Fits {
  const byId = new Map(keys.map((key) => [key.id, key]));
  return (previousHash, entry) =>
    hashOf(previousHash, entry, entry.keyId === null ? undefined : byId.get(entry.keyId)) === entry.hash;
}

function notAsPosted({ seq, hash }: ChainedEntry, posted: readonly Head[]): Flawed | undefined {
  const other = posted.find((head) => head.seq === seq && !hash.startsWith(head.hash));
  return (
    other && flawed('not-posted', seq, `entry ${seq} is not the one that was posted: ${other.hash} then, ${hash} now`)
  );
}

function notHere(posted: readonly Head[], from: Head, last: Head): Flawed | undefined {
  const beyond = posted.find(({ seq }) => seq > last.seq);
  if (beyond !== undefined)
    return flawed(
      'cut-off',
      last.seq + 1,
      `the record ends at entry ${last.seq}, but entry ${beyond.seq} was posted: the end was cut off`,
    );
  const other = posted.find(({ seq, hash }) => seq === from.seq && !from.hash.startsWith(hash));
  if (other !== undefined)
    return flawed(
      'not-posted',
      other.seq,
      `entry ${other.seq} was posted as ${other.hash}, and the entry after it follows ${from.hash}`,
    );
  const earlier = posted.find(({ seq }) => seq < from.seq);
  return (
    earlier &&
    flawed(
      'not-posted',
      earlier.seq,
      `entry ${earlier.seq} is in an archive and cannot be compared here: give that file too, by --file with --join`,
    )
  );
}

function notArchived(from: Head, archives: readonly Checkpoint[]): Flawed | undefined {
  if (from.seq === 0 || archives.some((archive) => isAt(archive, from))) return undefined;
  const kept = archives.map(({ through }) => through).filter((through) => through < from.seq);
  const first = Math.max(0, ...kept) + 1;
  return flawed(
    'missing',
    first,
    `${entriesFrom(first, from.seq)} missing: removed, and no entry tells of an archive that ends there`,
  );
}
