// An entry as its row holds it.

import { z } from 'zod';

export const entryColumns = 'seq, at, actor, action, subject, detail, previous_hash, hash, key_id';

export const entryRow = z.object({
  seq: z.number(),
  at: z.date(),
  actor: z.string(),
  action: z.string(),
  subject: z.string(),
  detail: z.string(),
  previousHash: z.string(),
  hash: z.string(),
  keyId: z.string().nullable(),
});
