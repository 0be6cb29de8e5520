// Taking a lock from the run that holds it, which another person has to approve. Who may decide is pure; the SQL carries it out.

import { z } from 'zod';
import type { Sql, Transaction } from '../db/database.ts';
import { done, refuse, type Result } from '../errors.ts';
import { personId, runId, type PersonId, type RunId } from '../ids.ts';
import type { Attempt, Run } from './run.ts';

const unlockRow = z.object({
  id: z.number(),
  lock: z.string(),
  run: runId,
  askedBy: personId,
  reason: z.string(),
  channel: z.string(),
  who: z.array(z.string()),
  state: z.enum(['pending', 'approved', 'denied', 'expired', 'void']),
  askedAt: z.date(),
  expiresAt: z.date(),
  decidedBy: personId.nullable(),
  say: z.string(),
});
export type Unlock = z.infer<typeof unlockRow>;

/** Whoever asks is refused before anything else is looked at. */
export function mayDecide(
  unlock: Unlock,
  by: PersonId,
  vote: 'yes' | 'no',
  electorate: ReadonlySet<string>,
  now: Date,
): Result<undefined> {
  const { lock, askedBy, who, state, expiresAt } = unlock;
  if (by === askedBy && vote === 'yes')
    return refuse('denied', `You asked for the lock ${lock}, so somebody else has to approve it.`);
  if (state !== 'pending')
    return refuse('conflict', `The question about ${lock} is closed already. Your click changed nothing.`);
  if (now >= expiresAt)
    return refuse('conflict', `The question about ${lock} expired. Ask again: /ops unlock ${lock} <reason>`);
  if (by !== askedBy && !electorate.has(by))
    return refuse('denied', `Only ${who.join(', ')} may decide on ${lock}. Ask one of them, or to be added there.`);
  return done(undefined);
}

/** Why the run cannot be ended now: a step that changes something is under way. */
export function effectUnderWay(run: Run, attempts: readonly Attempt[]): string | undefined {
  const isOpen = run.state === 'running' && attempts.some(({ endedAt }) => endedAt === null);
  if (!isOpen || run.plan.steps[run.cursor]?.risk === 'read') return undefined;
  return `Step ${run.cursor + 1} of run ${run.id} is under way, and what it does cannot be taken back. Approve again when it has ended, or stop it: /ops cancel ${run.id}`;
}

const columns = 'id, lock, run, asked_by, reason, channel, who, state, asked_at, expires_at, decided_by, say';

export interface NewUnlock {
  readonly requestKey: string | null;
  readonly lock: string;
  readonly run: RunId;
  readonly askedBy: PersonId;
  readonly reason: string;
  readonly channel: string;
  readonly who: readonly string[];
  readonly expiresAt: Date;
}

/** Undefined when somebody asks for it already. */
export async function insertUnlock(tx: Transaction, asked: NewUnlock): Promise<Unlock | undefined> {
  return tx.one(
    unlockRow,
    `insert into unlock_request (request_key, lock, run, asked_by, reason, channel, who, asked_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, ops_now(), $8) on conflict do nothing returning ${columns}`,
    [
      asked.requestKey,
      asked.lock,
      asked.run,
      asked.askedBy,
      asked.reason,
      asked.channel,
      JSON.stringify(asked.who),
      asked.expiresAt,
    ],
  );
}

export async function findUnlock(sql: Sql, id: number): Promise<Unlock | undefined> {
  return sql.one(unlockRow, `select ${columns} from unlock_request where id = $1`, [id]);
}

/** After the run's row. */
export async function lockUnlock(tx: Transaction, id: number): Promise<Unlock | undefined> {
  return tx.one(unlockRow, `select ${columns} from unlock_request where id = $1 for update`, [id]);
}

export function settleUnlock(
  tx: Transaction,
  id: number,
  end: { readonly state: Exclude<Unlock['state'], 'pending'>; readonly by: PersonId | null; readonly say: string },
): void {
  tx.write(
    `update unlock_request set state = $2, decided_by = $3, say = $4, decided_at = ops_now()
     where id = $1 and state = 'pending'`,
    [id, end.state, end.by, end.say],
  );
}

/** The run is over, so nobody has to decide any more. */
export async function voidUnlocks(tx: Transaction, run: RunId): Promise<readonly number[]> {
  const rows = await tx.rows(
    z.object({ id: z.number() }),
    `update unlock_request set state = 'void', say = $2, decided_at = ops_now() where run = $1 and state = 'pending'
     returning id`,
    [run, `Run ${run} is over, and the lock is free.`],
  );
  return rows.map(({ id }) => id);
}
