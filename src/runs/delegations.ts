// Rights to approve that were handed over for a time, in SQL.

import { z } from 'zod';
import type { Sql, Transaction } from '../db/database.ts';
import { personId, type PersonId } from '../ids.ts';

const delegationRow = z.object({
  id: z.number(),
  fromPerson: personId,
  toPerson: personId,
  /** Null: for every system. */
  system: z.string().nullable(),
  madeAt: z.date(),
  until: z.date(),
  revokedAt: z.date().nullable(),
  revokedBy: z.string().nullable(),
});
export type Delegation = z.infer<typeof delegationRow>;

const columns = 'id, from_person, to_person, system, made_at, until, revoked_at, revoked_by';
const holdsNow = 'revoked_at is null and until > ops_now()';

export interface NewDelegation {
  readonly from: PersonId;
  readonly to: PersonId;
  readonly system: string | null;
  readonly until: Date;
}

export async function insertDelegation(tx: Transaction, made: NewDelegation): Promise<Delegation> {
  const [row] = await tx.rows(
    delegationRow,
    `insert into delegation (from_person, to_person, system, until) values ($1, $2, $3, $4) returning ${columns}`,
    [made.from, made.to, made.system, made.until],
  );
  if (row === undefined) throw new Error('the delegation was not written');
  return row;
}

/** All that hold now, the ones that end first, first. */
export async function listDelegations(sql: Sql): Promise<Delegation[]> {
  return sql.rows(delegationRow, `select ${columns} from delegation where ${holdsNow} order by until, id`);
}

/** What this person was handed. */
export async function listDelegationsTo(sql: Sql, person: PersonId): Promise<Delegation[]> {
  return sql.rows(
    delegationRow,
    `select ${columns} from delegation where to_person = $1 and ${holdsNow} order by until, id`,
    [person],
  );
}

export async function findDelegation(sql: Sql, id: number): Promise<Delegation | undefined> {
  return sql.one(delegationRow, `select ${columns} from delegation where id = $1`, [id]);
}

/** Locked, as long as it holds. */
export async function lockDelegation(tx: Transaction, id: number): Promise<Delegation | undefined> {
  return tx.one(delegationRow, `select ${columns} from delegation where id = $1 and ${holdsNow} for update`, [id]);
}

export function revokeDelegation(tx: Transaction, id: number, by: PersonId): void {
  tx.write('update delegation set revoked_at = ops_now(), revoked_by = $2 where id = $1', [id, by]);
}
