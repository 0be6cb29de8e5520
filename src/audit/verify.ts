// Reads the whole record in pages and follows its chain, while others go on appending.

import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { verifyChain, type ChainedEntry, type ChainVerdict } from './chain.ts';

const pageSize = 1_000;

const row = z.object({
  seq: z.number(),
  at: z.date(),
  actor: z.string(),
  action: z.string(),
  subject: z.string(),
  detail: z.string(),
  previousHash: z.string(),
  hash: z.string(),
});
const head = z.object({ seq: z.number(), hash: z.string() });
const beyond = z.object({ first: z.number().nullable(), head: z.number() });

export async function verifyAudit(database: Database): Promise<ChainVerdict> {
  const end = await database.one(head, 'select seq, hash from audit_head');
  if (end === undefined)
    return { ok: false, flaw: 'cut-off', seq: 1, say: 'the head of the record is gone, so its end cannot be known' };
  const verdict = await verifyChain(readUpTo(database, end.seq), end);
  if (!verdict.ok) return verdict;
  // Entry and head are written in one transaction, so no one statement ever sees an entry beyond the head.
  const rest = await database.one(
    beyond,
    'select h.seq as head, min(a.seq) as first from audit_head h left join audit a on a.seq > h.seq group by h.seq',
  );
  if (rest === undefined || rest.first === null) return verdict;
  return {
    ok: false,
    flaw: 'inserted',
    seq: rest.first,
    say: `entry ${rest.first} is beyond the head, which ends at ${rest.head}`,
  };
}

async function* readUpTo(database: Database, end: number): AsyncGenerator<ChainedEntry> {
  for (let after = Number.MIN_SAFE_INTEGER; ;) {
    const page = await database.rows(
      row,
      `select seq, at, actor, action, subject, detail, previous_hash, hash from audit
       where seq > $1 and seq <= $2 order by seq limit ${pageSize}`,
      [after, end],
    );
    yield* page;
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.seq;
  }
}
