// The sealed secret of each person who has enrolled, and what became of their codes.

import { z } from 'zod';
import type { Transaction } from '../db/database.ts';
import type { PersonId } from '../ids.ts';

const secretRow = z.object({
  sealed: z.string(),
  confirmedAt: z.date().nullable(),
  /** The step of the last code that counted: it and those before it are used up. */
  lastStep: z.number(),
  wrong: z.number(),
  lockedUntil: z.date().nullable(),
});
export type CodeSecret = z.infer<typeof secretRow>;

/** Locked until the transaction ends, so that a code counts once. */
export async function lockSecret(tx: Transaction, person: PersonId): Promise<CodeSecret | undefined> {
  return tx.one(
    secretRow,
    'select sealed, confirmed_at, last_step, wrong, locked_until from code_secret where person = $1 for update',
    [person],
  );
}

/** In the place of one that was never confirmed. */
export function writeSecret(tx: Transaction, person: PersonId, sealed: string): void {
  tx.write(
    `insert into code_secret (person, sealed) values ($1, $2)
     on conflict (person) do update set sealed = $2, enrolled_at = ops_now() where code_secret.confirmed_at is null`,
    [person, sealed],
  );
}

export function noteCode(tx: Transaction, person: PersonId, secret: CodeSecret): void {
  tx.write(
    'update code_secret set confirmed_at = $2, last_step = $3, wrong = $4, locked_until = $5 where person = $1',
    [person, secret.confirmedAt, secret.lastStep, secret.wrong, secret.lockedUntil],
  );
}

/** False when there was none. */
export async function deleteSecret(tx: Transaction, person: PersonId): Promise<boolean> {
  return (await tx.run('delete from code_secret where person = $1', [person])) > 0;
}
