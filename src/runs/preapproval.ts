// What is approved beforehand, in SQL: a procedure with ranges of values, until a time, by two other people.

import { z } from 'zod';
import type { Sql, Transaction } from '../db/database.ts';
import { personId } from '../ids.ts';
import { ranges } from '../runbooks/ranges.ts';

const vote = z.object({ person: personId, standsFor: z.array(z.string()) });
export type PreapprovalVote = z.infer<typeof vote>;

const preapprovalRow = z.object({
  id: z.number(),
  procedure: z.string(),
  system: z.string(),
  risk: z.enum(['read', 'change', 'destroy']),
  ranges,
  until: z.date(),
  why: z.string(),
  textDigest: z.string(),
  needed: z.number(),
  who: z.array(z.string()),
  eachOf: z.array(z.string()),
  state: z.enum(['pending', 'approved', 'denied', 'revoked', 'void']),
  askedBy: personId,
  askedAt: z.date(),
  channel: z.string(),
  endedBy: z.string().nullable(),
  endedAt: z.date().nullable(),
  /** Whoever has said yes, the first one first. */
  votes: z.array(vote),
});
export type Preapproval = z.infer<typeof preapprovalRow>;

const selected = `select p.*, coalesce((select jsonb_agg(jsonb_build_object('person', v.person, 'standsFor', v.stands_for) order by v.voted_at)
  from preapproval_vote v where v.preapproval = p.id), '[]') as votes from preapproval p`;

export type NewPreapproval = Pick<
  Preapproval,
  | 'procedure'
  | 'system'
  | 'risk'
  | 'ranges'
  | 'until'
  | 'why'
  | 'textDigest'
  | 'needed'
  | 'who'
  | 'eachOf'
  | 'askedBy'
  | 'channel'
>;

export async function insertPreapproval(tx: Transaction, made: NewPreapproval): Promise<number> {
  const row = await tx.one(
    z.object({ id: z.number() }),
    `insert into preapproval (procedure, system, risk, ranges, until, why, text_digest, needed, who, each_of, asked_by, channel)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning id`,
    [
      made.procedure,
      made.system,
      made.risk,
      JSON.stringify(made.ranges),
      made.until,
      made.why,
      made.textDigest,
      made.needed,
      JSON.stringify(made.who),
      JSON.stringify(made.eachOf),
      made.askedBy,
      made.channel,
    ],
  );
  return row?.id ?? 0;
}

export async function findPreapproval(sql: Sql, id: number): Promise<Preapproval | undefined> {
  return sql.one(preapprovalRow, `${selected} where p.id = $1`, [id]);
}

/** Locked against every other change of it; `now` is the database's clock. */
export async function lockPreapproval(
  tx: Transaction,
  id: number,
): Promise<{ readonly preapproval: Preapproval; readonly now: Date } | undefined> {
  const row = await tx.one(
    z.object({ now: z.date() }),
    'select ops_now() as now from preapproval where id = $1 for update',
    [id],
  );
  const preapproval = row && (await findPreapproval(tx, id));
  return row && preapproval && { preapproval, now: row.now };
}

/** What is asked for or holds; of one procedure, or of all. */
export async function listPreapprovals(sql: Sql, procedure?: string): Promise<Preapproval[]> {
  return sql.rows(
    preapprovalRow,
    `${selected} where p.state in ('pending', 'approved') and p.until > ops_now() and ($1::text is null or p.procedure = $1)
     order by p.until, p.id limit 50`,
    [procedure ?? null],
  );
}

export function insertPreapprovalVote(tx: Transaction, id: number, { person, standsFor }: PreapprovalVote): void {
  tx.write(
    'insert into preapproval_vote (preapproval, person, stands_for) values ($1, $2, $3) on conflict do nothing',
    [id, person, JSON.stringify(standsFor)],
  );
}

export function settlePreapproval(
  tx: Transaction,
  id: number,
  state: Exclude<Preapproval['state'], 'pending'>,
  by: string,
): void {
  tx.write(
    `update preapproval set state = $2, ended_by = case when $2 = 'approved' then null else $3 end,
       ended_at = case when $2 = 'approved' then null else ops_now() end where id = $1`,
    [id, state, by],
  );
}

/** Under which pre-approval the run may start; null: none any more. */
export function setPreapproval(tx: Transaction, run: number, preapproval: number | null): void {
  tx.write('update run set preapproval = $2 where id = $1', [run, preapproval]);
}
