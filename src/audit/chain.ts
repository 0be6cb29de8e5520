// The chain of the record: each entry's hash covers the entry and the hash before it, so that any later change shows. With a key the
// hash is a seal, which nobody makes anew who has the database alone. Pure.

import { createHash, createHmac } from 'node:crypto';
import { entryKey, type AuditKey } from './key.ts';

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
  /** Which key sealed it; null where there was none. */
  readonly keyId: string | null;
}

/** The end of the chain. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
}

/** Before the first entry. */
export const start: Head = { seq: 0, hash: '0'.repeat(64) };

/** In hex, of an entry on top of the one before it: HMAC-SHA256 with a key, SHA-256 without. */
export function hashOf(previousHash: string, entry: AuditEntry, key?: AuditKey): string {
  const hash = key === undefined ? createHash('sha256') : createHmac('sha256', entryKey(key, canonicalRest(entry)));
  return hash.update(previousHash).update('\n').update(canonical(entry)).digest('hex');
}

/** One entry has one text: a JSON array in this order, times in UTC. `append.ts` puts the same together in SQL. */
function canonical({ seq, at, ...rest }: AuditEntry): string {
  return `[${seq},"${at.toISOString()}",${canonicalRest(rest)}`;
}

/** The end of that text: what is known before the entry has its place in the chain. */
export function canonicalRest({ actor, action, subject, detail }: Omit<AuditEntry, 'seq' | 'at'>): string {
  return JSON.stringify([actor, action, subject, detail]).slice(1);
}

/** As it is posted: so much of a hash that nobody finds another entry with the same. */
export function headInWords({ seq, hash }: Head): string {
  return `${seq}:${hash.slice(0, 20)}`;
}

/** What was posted, typed in again. */
export function readHead(words: string): Head | undefined {
  const [, seq, hash] = /^#?(\d{1,15})[:·\s]\s*([0-9a-f]{8,64})…?$/i.exec(words.trim()) ?? [];
  return seq === undefined || hash === undefined ? undefined : { seq: Number(seq), hash: hash.toLowerCase() };
}
