// Somebody at a terminal, whose name there is only said, proves which person of Slack they are: by the one-time code that only that
// person's app shows. Codes count once, and wrong ones count too, as where a button asks for one.

import { done, type Result } from '../errors.ts';
import type { PersonId } from '../ids.ts';
import { readNow } from '../incidents/store.ts';
import { whyNotShown } from './show-code.ts';
import type { Asker, Workshop } from './verb.ts';

export async function prove(
  workshop: Workshop,
  asker: Asker,
  { person, code }: { readonly person: PersonId; readonly code: string },
): Promise<Result<Asker>> {
  return workshop.database.transaction(async (tx) => {
    const refusal = await whyNotShown(workshop, tx, person, code, { now: await readNow(tx), confirms: false });
    const entry = { actor: asker.person, subject: `person:${person}` };
    if (refusal === undefined) {
      workshop.record(tx, { ...entry, action: 'code.shown' });
      return done({ ...asker, person });
    }
    workshop.record(tx, { ...entry, action: 'code.refused', detail: { say: refusal.say } });
    return { ok: false, refusal };
  });
}
