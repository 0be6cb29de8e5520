// Writes an audit entry in the caller's transaction. The head row stays locked until the commit, which is what puts all entries of
// all replicas in one order: append late in a transaction, and never before something slow.

import type { Transaction } from '../db/database.ts';
import { canonicalRest } from './chain.ts';
import { entryKey, paddedKeys, type AuditKey } from './key.ts';

export interface AuditNote {
  /** A person's id, or `opsbook` for what nobody asked for. */
  readonly actor: string;
  /** The noun and what happened to it: `run.approved`. */
  readonly action: string;
  /** What it happened to: `run:42`. */
  readonly subject: string;
  /** Plain JSON without secrets. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/**
 * Two statements and no answer to wait for: the first locks the end of the chain, and the second, which begins after that, sees it and
 * computes the hash as `hashOf` does. The number, the time and the hash before are the database's to fill in.
 */
export function appendAudit(tx: Transaction, note: AuditNote, key?: AuditKey): void {
  const actor = storable(note.actor);
  const action = storable(note.action);
  const subject = storable(note.subject);
  // JSON escapes what a text column cannot hold.
  const detail = JSON.stringify(note.detail ?? {});
  const rest = canonicalRest({ actor, action, subject, detail });
  const values = [actor, action, subject, detail, rest];
  tx.write('select seq from audit_head for update', []);
  if (key === undefined) {
    tx.write(insertWith('null', `sha256(${text})`), values);
    return;
  }
  const { inner, outer } = paddedKeys(entryKey(key, rest));
  tx.write(insertWith('$6', `sha256($8::bytea || sha256($7::bytea || ${text}))`), [...values, key.id, inner, outer]);
}

const text = `convert_to(
  hash || E'\\n[' || seq || ',"' || to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '",' || $5, 'UTF8')`;

function insertWith(keyId: string, hash: string): string {
  return `with head as (
      select (select seq from audit_head) + 1 as seq, (select hash from audit_head) as hash,
        date_trunc('milliseconds', ops_now()) as at),
    entry as (
      insert into audit (seq, at, actor, action, subject, detail, previous_hash, key_id, hash)
      select seq, at, $1, $2, $3, $4, hash, ${keyId}, encode(${hash}, 'hex') from head
      returning seq, hash)
    update audit_head set seq = entry.seq, hash = entry.hash from entry`;
}

/** As the column will hold it, so that the hash fits what is read back: no NUL, no half characters. */
function storable(words: string): string {
  return Buffer.from(words.replaceAll('\0', '\uFFFD'), 'utf8').toString('utf8');
}
