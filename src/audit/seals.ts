// Which key sealed which entry, and whether that may be: a key comes into use by an entry that it seals itself, and whatever was
// written without it afterwards is somebody's who did not have it. Pure; it is shown the entries in their order.

import { z } from 'zod';
import type { ChainedEntry } from './chain.ts';
import { flawed, type Flawed } from './find-flaw.ts';
import type { AuditKey } from './key.ts';

/** While replicas are replaced one by one, the old ones still write with what they were started with. */
const rolloutMs = 60 * 60_000;

/** The entry by which a key comes into use. */
export const keyAction = 'audit.key';
const keyDetail = z.object({ key: z.string() });

export interface SealWatch {
  readonly see: (entry: ChainedEntry) => Flawed | undefined;
  readonly end: () => Flawed | undefined;
  /** The key in use at the end. */
  readonly inUse: () => string | undefined;
}

interface InUse {
  readonly id: string;
  readonly since: number;
  readonly at: number;
}

/** The first of `keys` is the present one. */
export function watchSeals(keys: readonly AuditKey[]): SealWatch {
  const known = new Set(keys.map(({ id }) => id));
  const introduced = new Set<string>();
  let inUse: InUse | undefined;
  let isFirst = true;
  let latest = 0;
  let end = 0;
  let stray: Flawed | undefined;

  const introduce = (entry: ChainedEntry, id: string): void => {
    introduced.add(id);
    inUse = { id, since: entry.seq, at: entry.at.getTime() };
    stray = undefined;
  };
  const strayed = (entry: ChainedEntry, { id, since, at }: InUse): Flawed | undefined => {
    const found = notSealedBy(entry, id, since);
    stray ??= found;
    return latest > at + rolloutMs ? found : undefined;
  };
  const see = (entry: ChainedEntry): Flawed | undefined => {
    const { keyId, seq } = entry;
    const begins = isFirst;
    isFirst = false;
    end = seq;
    latest = Math.max(latest, entry.at.getTime());
    if (keyId !== null && !known.has(keyId)) return notKnown(seq, keyId);
    if (keyId === (inUse?.id ?? null)) {
      stray = undefined;
      return undefined;
    }
    // Where the entries begin in the middle, that key's own entry is in the part before.
    const isNew = keyId !== null && !introduced.has(keyId) && ((begins && seq > 1) || bringsIn(entry) === keyId);
    if (isNew) {
      introduce(entry, keyId);
      return undefined;
    }
    if (inUse !== undefined && (keyId === null || introduced.has(keyId))) return strayed(entry, inUse);
    return flawed(
      'wrong-key',
      seq,
      `entry ${seq} is sealed with key ${keyId ?? 'none'}, which no entry brought into use`,
    );
  };
  return {
    see,
    end: () => stray ?? notPresent(keys[0], inUse, end),
    inUse: () => inUse?.id,
  };
}

function bringsIn({ action, detail }: ChainedEntry): string | undefined {
  if (action !== keyAction) return undefined;
  try {
    return keyDetail.parse(JSON.parse(detail)).key;
  } catch {
    return undefined;
  }
}

function notKnown(seq: number, key: string): Flawed {
  return flawed(
    'unknown-key',
    seq,
    `entry ${seq} is sealed with key ${key}, which was not given. Set OPSBOOK_AUDIT_KEY, and OPSBOOK_AUDIT_OLD_KEYS for the keys before it`,
  );
}

function notSealedBy({ seq, keyId }: ChainedEntry, inUse: string, since: number): Flawed {
  return keyId === null
    ? flawed(
        'unsealed',
        seq,
        `entry ${seq} carries no seal, although key ${inUse} seals the record since entry ${since}`,
      )
    : flawed('wrong-key', seq, `entry ${seq} is sealed with key ${keyId}, which ${inUse} replaced at entry ${since}`);
}

/** Who has a key expects its seal; who makes a chain anew without it can have none. */
function notPresent(present: AuditKey | undefined, inUse: InUse | undefined, end: number): Flawed | undefined {
  if (present === undefined || present.id === inUse?.id || end === 0) return undefined;
  const sealed = inUse === undefined ? 'no entry carries a seal' : `the last key in use is ${inUse.id}`;
  return flawed(
    'unsealed',
    end,
    `${sealed}, and none that of key ${present.id}: either no Opsbook was started with that key, or the record was made anew without it`,
  );
}
