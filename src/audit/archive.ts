// Takes the oldest part of the record out of the database once it is in a file that was read back and found whole. What stays begins
// behind an entry that names the file's end and its hash, so the chain is one chain still.

import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { appendAudit } from './append.ts';
import { archivedAction, type Checkpoint } from './checkpoint.ts';
import type { Flawed } from './find-flaw.ts';
import { exportLines } from './export.ts';
import type { AuditKey } from './key.ts';
import { verifyAudit } from './verify.ts';
import { verifyFiles } from './verify-files.ts';

export type Archived =
  | { readonly kind: 'archived'; readonly checkpoint: Checkpoint }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'flawed'; readonly flaw: Flawed };

export interface ArchiveOrder {
  readonly before: Date;
  readonly file: string;
  readonly actor: string;
  /** The present one first. */
  readonly keys: readonly AuditKey[];
}

const span = z.object({ first: z.number().nullable(), through: z.number().nullable() });
const limitMs = 30 * 60_000;

export async function archiveAudit(database: Database, order: ArchiveOrder): Promise<Archived> {
  const { first, through } = (await database.one(
    span,
    `select min(seq) as first, max(seq) as through from audit
     where seq < coalesce((select min(seq) from audit where at >= $1), (select seq from audit_head))`,
    [order.before],
  )) ?? { first: null, through: null };
  if (first === null || through === null) return { kind: 'nothing' };
  const whole = await verifyAudit(database, { keys: order.keys });
  if (!whole.ok) return { kind: 'flawed', flaw: whole };
  // A file that is there already is somebody's archive.
  const target = createWriteStream(order.file, { flags: 'wx', mode: 0o600 });
  await pipeline(Readable.from(exportLines(database, {}, through)), target);
  const verdict = await verifyFiles([order.file], { keys: order.keys });
  if (!verdict.ok) return { kind: 'flawed', flaw: verdict };
  if (!('head' in verdict)) throw new Error('An archive was read back as something else.');
  await synced(order.file);
  await synced(path.dirname(path.resolve(order.file)));
  const sha256 = await hashOfFile(order.file);
  const checkpoint = { first, through, count: verdict.entries, hash: verdict.head.hash, sha256 };
  await takeOut(database, order, checkpoint);
  return { kind: 'archived', checkpoint };
}

/** On the disk before anything is taken out of the database. */
async function synced(place: string): Promise<void> {
  const handle = await open(place, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function hashOfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** The trigger lets the tables' owner do this, and only where it is said so: see the migration. */
async function takeOut(database: Database, { actor, keys }: ArchiveOrder, checkpoint: Checkpoint): Promise<void> {
  await database.transaction(
    async (tx) => {
      await tx.run(`set local opsbook.archiving = 'on'`);
      await tx.run('delete from audit where seq between $1 and $2', [checkpoint.first, checkpoint.through]);
      appendAudit(tx, { actor, action: archivedAction, subject: 'audit', detail: { ...checkpoint } }, keys[0]);
    },
    { limitMs },
  );
}
