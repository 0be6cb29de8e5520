// The queues as this version wants them. They mostly stand like that already, and then a start only looks: each of pg-boss's own changes
// is a lot of work for the embedded database.

import type PgBoss from 'pg-boss';
import { z } from 'zod';
import type { Transaction } from '../db/database.ts';
import { defineClaimIndex } from './claims.ts';
import { jobs, retryLimit, type QueueName } from './jobs.ts';
import { defineSendJob } from './send-job.ts';

export const names: readonly QueueName[] = [
  'request',
  'advance',
  'post',
  'evidence',
  'task',
  'update',
  'remind',
  'check',
  'home',
];

// Ten years, so that no switched-off bot loses what was asked of it: pg-boss drops a waiting job after this. Of a queue's settings it
// reads the minutes only; days and hours are taken without a word and do nothing.
const retentionMinutes = 3650 * 24 * 60;

// Any number that nothing else in this database locks.
const preparing = 7_205_759_404;

const standing = z.object({
  name: z.string(),
  policy: z.string().nullable(),
  retryLimit: z.number().nullable(),
  expireSeconds: z.number().nullable(),
  retentionMinutes: z.number().nullable(),
});

/** One replica at a time: creating the tables of a queue in two at once ends in a deadlock. */
export async function prepareQueues(tx: Transaction, boss: Pick<PgBoss, 'createQueue' | 'updateQueue'>): Promise<void> {
  await tx.run(`select pg_advisory_xact_lock(${preparing})`);
  const rows = await tx.rows(
    standing,
    'select name, policy, retry_limit, expire_seconds, retention_minutes from pgboss.queue',
  );
  for (const name of names) {
    const { expireSeconds } = jobs[name];
    const own = rows.find((row) => row.name === name);
    const isAsWanted =
      own?.policy === 'stately' &&
      own.retryLimit === retryLimit &&
      own.expireSeconds === expireSeconds &&
      own.retentionMinutes === retentionMinutes;
    if (isAsWanted) continue;
    const settings = { name, policy: 'stately', retryLimit, expireInSeconds: expireSeconds, retentionMinutes } as const;
    await boss.createQueue(name, { ...settings });
    // A newer version may want other settings than the one that created the queue.
    await boss.updateQueue(name, { ...settings });
  }
  await defineClaimIndex(tx);
  await defineSendJob(tx);
}
