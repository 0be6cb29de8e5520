// Follows the whole record in the database, while others go on appending.

import { z } from 'zod';
import type { Database } from '../db/database.ts';
import type { ChainedEntry } from './chain.ts';
import { flawed, type Flawed } from './find-flaw.ts';
import { readEntries } from './read-entries.ts';
import { verifyChain, type ChainVerdict, type Expectations } from './verify-chain.ts';

const head = z.object({ seq: z.number(), hash: z.string() });
const beyond = z.object({ first: z.number().nullable(), head: z.number() });

/** `earlier`: what an archive has of it, in front of what the database has. */
export async function verifyAudit(
  database: Database,
  expectations: Expectations = {},
  earlier?: AsyncIterable<ChainedEntry>,
): Promise<ChainVerdict> {
  const end = await database.one(head, 'select seq, hash from audit_head');
  if (end === undefined) return flawed('cut-off', 1, 'the head of the record is gone, so its end cannot be known');
  const entries = joined(earlier, readEntries(database, end.seq));
  const verdict = await verifyChain(entries, end, expectations);
  return verdict.ok ? ((await findBeyond(database)) ?? verdict) : verdict;
}

/** Entry and head are written in one transaction, so no one statement ever sees an entry beyond the head. */
async function findBeyond(database: Database): Promise<Flawed | undefined> {
  const rest = await database.one(
    beyond,
    'select h.seq as head, min(a.seq) as first from audit_head h left join audit a on a.seq > h.seq group by h.seq',
  );
  if (rest === undefined || rest.first === null) return undefined;
  return flawed('inserted', rest.first, `entry ${rest.first} is beyond the head, which ends at ${rest.head}`);
}

/** What stands in both, because an archive was written and nothing was taken out yet, counts once. */
async function* joined(
  earlier: AsyncIterable<ChainedEntry> | undefined,
  stored: AsyncIterable<ChainedEntry>,
): AsyncGenerator<ChainedEntry> {
  let last = Number.MIN_SAFE_INTEGER;
  for await (const entry of earlier ?? []) {
    last = entry.seq;
    yield entry;
  }
  for await (const entry of stored) if (entry.seq > last) yield entry;
}
