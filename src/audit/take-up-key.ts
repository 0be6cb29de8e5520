// Brings the key that this process was started with into use: the first entry that it seals says so. Never back to an earlier key,
// and never to none.

import { z } from 'zod';
import type { Database, Transaction } from '../db/database.ts';
import { appendAudit } from './append.ts';
import type { AuditKey } from './key.ts';
import { keyAction } from './seals.ts';

const inUse = z.object({ keyId: z.string().nullable() });

/** Undefined when entries may be written with it, else the sentence that says why not. */
export async function takeUpKey(database: Database, key: AuditKey | undefined): Promise<string | undefined> {
  const head = await database.one(inUse, 'select key_id from audit_head');
  if (head === undefined || head.keyId === (key?.id ?? null)) return undefined;
  if (key === undefined)
    return `The record is sealed with the key ${head.keyId}, and OPSBOOK_AUDIT_KEY is not set. Set it: without that key nothing may be written.`;
  return database.transaction((tx) => bringIn(tx, key));
}

async function bringIn(tx: Transaction, key: AuditKey): Promise<string | undefined> {
  const head = await tx.one(inUse, 'select key_id from audit_head for update');
  // Another replica was faster.
  if (head === undefined || head.keyId === key.id) return undefined;
  const earlier = await tx.one(z.object({ seq: z.number() }), 'select seq from audit where key_id = $1 limit 1', [
    key.id,
  ]);
  if (earlier !== undefined)
    return `OPSBOOK_AUDIT_KEY is the key ${key.id}, which the key ${head.keyId} has replaced. Set the newer one.`;
  appendAudit(
    tx,
    { actor: 'opsbook', action: keyAction, subject: 'audit', detail: { key: key.id, before: head.keyId } },
    key,
  );
  tx.write('update audit_head set key_id = $1', [key.id]);
  return undefined;
}
