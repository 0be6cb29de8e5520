// Writes an audit entry in the caller's transaction. The head row stays locked until the commit, which is what puts all entries of
// all replicas in one order: append late in a transaction, and never before something slow.

import { z } from 'zod';
import type { Transaction } from '../db/database.ts';
import { hashOf, type Head } from './chain.ts';

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

const headRow = z.object({ seq: z.number(), hash: z.string(), at: z.date() });

/** The new head of the chain. */
export async function appendAudit(tx: Transaction, note: AuditNote): Promise<Head> {
  const last = await tx.one(
    headRow,
    `select seq, hash, date_trunc('milliseconds', ops_now()) as at from audit_head for update`,
  );
  if (last === undefined) throw new Error('The audit has lost its head: the row of audit_head is gone.');
  const entry = {
    seq: last.seq + 1,
    at: last.at,
    actor: storable(note.actor),
    action: storable(note.action),
    subject: storable(note.subject),
    // JSON escapes what a text column cannot hold.
    detail: JSON.stringify(note.detail ?? {}),
  };
  const hash = hashOf(last.hash, entry);
  tx.write(
    `with entry as (
       insert into audit (seq, at, actor, action, subject, detail, previous_hash, hash)
       values ($1, $2, $3, $4, $5, $6, $7, $8))
     update audit_head set seq = $1, hash = $8`,
    [entry.seq, entry.at, entry.actor, entry.action, entry.subject, entry.detail, last.hash, hash],
  );
  return { seq: entry.seq, hash };
}

/** As the column will hold it, so that the hash fits what is read back: no NUL, no half characters. */
function storable(text: string): string {
  return Buffer.from(text.replaceAll('\0', '\uFFFD'), 'utf8').toString('utf8');
}
