// The text of each runbook revision that a plan was made from, kept for whoever asks later what was approved.

import type { Transaction } from '../db/database.ts';

export async function insertRevision(tx: Transaction, revision: string, file: string, body: string): Promise<void> {
  await tx.run(
    'insert into runbook_revision (revision, file, body, seen_at) values ($1, $2, $3, ops_now()) on conflict do nothing',
    [revision, file, body],
  );
}
