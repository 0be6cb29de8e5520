// The key that seals the record. It never leaves this process: what goes to the database for one entry is a key made from it for
// exactly that entry's words, so a server that writes all it is told into its log can put those words elsewhere and nothing else.

import { createHash, createHmac } from 'node:crypto';

export interface AuditKey {
  /** Says in each entry which key sealed it, and gives nothing of the key away. */
  readonly id: string;
  readonly secret: string;
}

/** A shorter one could be found by trying. */
export const shortestKey = 32;

export function auditKey(secret: string): AuditKey {
  const id = createHash('sha256').update(`opsbook audit key\n${secret}`).digest('hex').slice(0, 12);
  return { id, secret };
}

/** The key for one entry, from its words: `canonicalRest` of it. */
export function entryKey({ secret }: AuditKey, words: string): Buffer {
  return createHmac('sha256', secret).update(words).digest();
}

/** HMAC is a hash within a hash; with these two, SQL can compute it by `sha256` alone: RFC 2104, section 2. */
export function paddedKeys(key: Buffer): { readonly inner: Buffer; readonly outer: Buffer } {
  const block = Buffer.concat([key], 64);
  return { inner: Buffer.from(block.map((byte) => byte ^ 0x36)), outer: Buffer.from(block.map((byte) => byte ^ 0x5c)) };
}
