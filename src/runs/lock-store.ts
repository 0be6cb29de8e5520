// Locks in SQL. Takers stand in line at the table, whose lock ends with their transaction; in line for the audit they stand anyway.
// Lock order: run row, then this table, then the audit head.

import { z } from 'zod';
import type { Sql, Transaction } from '../db/database.ts';
import { personId, runId, type RunId } from '../ids.ts';
import type { Queue } from '../queue/queue.ts';
import { locksOf, type Obstacle, type Start } from './locks.ts';
import type { Run } from './run.ts';
import { voidUnlocks } from './unlocks.ts';

const obstacleRow = z.object({
  name: z.string(),
  state: z.enum(['held', 'waiting']),
  since: z.date(),
  run: runId,
  procedure: z.string(),
  requestedBy: personId,
  reason: z.string(),
  channel: z.string(),
  ts: z.string().nullable(),
});

const obstacleColumns = 'l.name, l.state, l.since, l.run, r.procedure, r.requested_by, r.reason, r.channel, c.ts';
const obstacleTables = `run_lock l join run r on r.id = l.run
  left join card c on c.subject = 'run:' || l.run and c.place = r.channel`;

type Taker = Pick<Run, 'id' | 'plan'>;

/** What stands in the way of a start; until the transaction ends nobody else takes or frees a lock. */
export async function findObstacle(tx: Transaction, run: Taker): Promise<Obstacle | undefined> {
  if (locksOf(run.plan).length === 0) return undefined;
  tx.write('lock table run_lock in share row exclusive mode', []);
  return readObstacle(tx, run);
}

/** The same for a card, which only tells. */
export async function readObstacle(sql: Sql, { id, plan }: Taker): Promise<Obstacle | undefined> {
  return sql.one(
    obstacleRow,
    `select ${obstacleColumns} from ${obstacleTables}
     where l.name = any ($1) and l.run <> $2 and (l.state = 'held'
       or l.place < coalesce((select min(place) from run_lock where run = $2), ${Number.MAX_SAFE_INTEGER}))
     order by l.state, l.place limit 1`,
    [locksOf(plan), id],
  );
}

/** After `findObstacle`, in the same transaction. */
export function takeLocks(tx: Transaction, { id, plan }: Taker, start: Start): void {
  const names = locksOf(plan);
  if (names.length === 0) return;
  tx.write(
    `insert into run_lock (name, run, state, since) select name, $2, $3, ops_now() from unnest($1::text[]) name
     on conflict (name, run) do update set state = excluded.state, since = excluded.since`,
    [names, id, start === 'now' ? 'held' : 'waiting'],
  );
}

/** At a run's end. Whoever waits for one of them looks whether it is its turn; who wanted one taken away need not decide. */
export async function freeLocks(tx: Transaction, queue: Queue, { id, plan }: Taker): Promise<void> {
  const names = locksOf(plan);
  if (names.length === 0) return;
  tx.write('delete from run_lock where run = $1', [id]);
  const [waiting, moot] = await Promise.all([
    tx.rows(
      z.object({ run: runId }),
      `select run from run_lock where name = any ($1) and run <> $2 and state = 'waiting' group by run order by min(place)`,
      [names, id],
    ),
    voidUnlocks(tx, id),
  ]);
  for (const { run } of waiting) queue.send(tx, 'advance', { run });
  for (const unlock of moot) queue.send(tx, 'post', { subject: `unlock:${unlock}` });
}

/** Everything that is held or waited for; of each lock its holder first. */
export async function listLocks(sql: Sql): Promise<Obstacle[]> {
  return sql.rows(obstacleRow, `select ${obstacleColumns} from ${obstacleTables} order by l.name, l.state, l.place`);
}

export async function findHolder(sql: Sql, name: string): Promise<Obstacle | undefined> {
  return sql.one(
    obstacleRow,
    `select ${obstacleColumns} from ${obstacleTables} where l.name = $1 and l.state = 'held'`,
    [name],
  );
}

export async function holdsLock(tx: Transaction, name: string, run: RunId): Promise<boolean> {
  return (await findHolder(tx, name))?.run === run;
}
