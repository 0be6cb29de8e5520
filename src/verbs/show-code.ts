// Checks the code that an approver shows, in the transaction of their vote: what is wrong with it is kept there too.

import { noteCode, lockSecret } from '../codes/code-secrets.ts';
import { judgeCode } from '../codes/judge-code.ts';
import { stepOf } from '../codes/one-time-code.ts';
import type { Transaction } from '../db/database.ts';
import { refuse, type Refusal } from '../errors.ts';
import type { PersonId } from '../ids.ts';
import type { Workshop } from './verb.ts';

export const noSecretKey =
  'One-time codes need a key that is not set here. Ask whoever runs Opsbook to set OPSBOOK_SECRET_KEY to 32 random characters or more.';
const sealedOtherwise =
  'Your key was sealed with another OPSBOOK_SECRET_KEY and cannot be read. Have it reset by somebody with the permission `admin`: /ops enroll reset @you';

/** Why it does not count; undefined when it does. With `confirms`, an enrolment that waits for its first code is complete. */
export async function whyNotShown(
  { seal }: Pick<Workshop, 'seal'>,
  tx: Transaction,
  person: PersonId,
  code: string,
  { now, confirms }: { readonly now: Date; readonly confirms: boolean },
): Promise<Refusal | undefined> {
  if (seal === undefined) return refuse('conflict', noSecretKey).refusal;
  const secret = await lockSecret(tx, person);
  if (secret === undefined || (secret.confirmedAt === null && !confirms))
    return refuse('denied', 'This takes a one-time code, and you have not enrolled for them: /ops enroll').refusal;
  const opened = seal.open(secret.sealed, person);
  if (opened === undefined) return refuse('conflict', sealedOtherwise).refusal;
  const { after, refusal } = judgeCode(secret, stepOf(opened, code.replaceAll(' ', ''), now), now);
  noteCode(tx, person, refusal === undefined && confirms ? { ...after, confirmedAt: now } : after);
  return refusal;
}
