// `/ops delegate @person until=2h [system]`: an approver hands their right over for a time. Only a right of one's own can be handed
// over, so there are no chains; and nobody approves what they asked for themselves, by whosever right.

import { done, refuse, type Result } from '../errors.ts';
import { personId, type PersonId } from '../ids.ts';
import { readNow } from '../incidents/store.ts';
import { approverNames } from '../runbooks/approver-names.ts';
import { nearestOf } from '../runbooks/nearest.ts';
import { listWaiting } from '../runs/approvals.ts';
import { insertDelegation } from '../runs/delegations.ts';
import { mentionedIn, withoutMentions } from './mentions.ts';
import { readUntil, untilInWords } from './until.ts';
import { once, refused, said, type Asker, type Command, type Reply, type Workshop } from './verb.ts';
import { textBut, type Words } from './words.ts';

export const command: Command = {
  name: 'delegate',
  usage: 'delegate @person until=<2h or friday> [system]',
  describe: 'hand your right to approve over for a time',
  changes: true,
  act: (words, asker, workshop) => delegate(workshop, asker, words),
};

interface Handed {
  readonly to: PersonId;
  readonly system: string | null;
}

async function delegate(workshop: Workshop, asker: Asker, words: Words): Promise<Reply> {
  await workshop.library.refresh();
  const handed = await readHanded(workshop, asker, words);
  const zone = workshop.incidents.timezone;
  return once(workshop, asker, async (tx) => {
    if (!handed.ok) return refused(handed.refusal.say);
    const { to, system } = handed.value;
    const until = readUntil(words.named['until'] ?? '', await readNow(tx), zone);
    if (!until.ok) return refused(until.refusal.say);
    const made = await insertDelegation(tx, { from: asker.person, to, system, until: until.value });
    workshop.queue.send(tx, 'post', { subject: `delegation:${made.id}` });
    // What waits already is shown to them too.
    for (const { run } of await listWaiting(tx)) workshop.queue.send(tx, 'post', { subject: `run:${run}` });
    workshop.record(tx, {
      actor: asker.person,
      action: 'delegation.made',
      subject: `delegation:${made.id}`,
      detail: { to, system, until: until.value.toISOString() },
    });
    const what = system === null ? 'everything that you may approve' : `${system}, as far as you may`;
    return said(
      `<@${to}> may approve ${what}, in your place, until ${untilInWords(until.value, zone)}. /ops delegations takes it back.`,
    );
  });
}

async function readHanded(workshop: Workshop, asker: Asker, words: Words): Promise<Result<Handed>> {
  const text = textBut(words, ['until']);
  const mentioned = mentionedIn(text);
  if (mentioned === undefined)
    return refuse('usage', 'Say to whom and until when: /ops delegate @person until=2h. A system may follow.');
  if (mentioned === asker.person) return refuse('usage', 'That is yourself. Mention somebody else.');
  const named = withoutMentions(text);
  const systems = workshop.library.runbooks.map(({ system }) => system);
  if (named !== '' && !systems.includes(named)) {
    const near = nearestOf(named, systems);
    return refuse('not_found', `There is no system ${named}.${near === undefined ? '' : ` Did you mean ${near}?`}`);
  }
  const system = named === '' ? undefined : named;
  const members = await workshop.membersOf(approverNames(workshop.library.runbooks, system));
  if (!members.has(asker.person))
    return refuse(
      'denied',
      `You are no approver${system === undefined ? '' : ` of ${system}`} yourself, so you have no right to hand over. A right that was handed to you stays with you.`,
    );
  return done({ to: personId.parse(mentioned), system: system ?? null });
}
