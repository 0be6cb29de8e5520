// Each change of who may do what is an entry of the record, with the rules as they are from then on. Replicas that see the same change
// write one entry; a terminal that goes by other rules than the bot leaves an entry too.

import { z } from 'zod';
import type { AuditNote } from '../audit/append.ts';
import type { Database, Transaction } from '../db/database.ts';
import { digestOfPolicy, usualPolicy, type Policy } from '../policy/policy.ts';

export interface PolicyRecord {
  readonly database: Database;
  readonly record: (tx: Transaction, note: AuditNote) => void;
  /** `opsbook`, or whoever is at the terminal. */
  readonly actor: string;
  readonly isTerminal: boolean;
}

const entry = z.object({ detail: z.string() });
const detailRead = z.object({ digest: z.string() });

export async function recordPolicy(
  { database, record, actor, isTerminal }: PolicyRecord,
  policy: Policy,
): Promise<void> {
  const digest = digestOfPolicy(policy);
  await database.transaction(async (tx) => {
    // The lock under which entries are appended: another replica's entry is seen, or waits for ours.
    await tx.run('select seq from audit_head for update');
    const last = await tx.one(
      entry,
      `select detail from audit where subject = 'policy' and action = 'policy.changed' order by seq desc limit 1`,
    );
    const before =
      last === undefined
        ? digestOfPolicy(usualPolicy(policy.quiet.zone))
        : detailRead.parse(JSON.parse(last.detail)).digest;
    if (before === digest) return;
    record(tx, {
      actor,
      action: isTerminal ? 'policy.differs' : 'policy.changed',
      subject: isTerminal ? `policy:${actor}` : 'policy',
      detail: { digest, before, policy },
    });
  });
}
