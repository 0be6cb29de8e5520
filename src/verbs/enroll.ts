// `/ops enroll`: a key for one-time codes, shown once, to the person alone; `/ops enroll code=123456` proves that it arrived. Whoever has
// enrolled can do it again only after somebody with `admin` has reset it: a stolen session is not enough.

import { deleteSecret, lockSecret, writeSecret } from '../codes/code-secrets.ts';
import { newSecret } from '../codes/one-time-code.ts';
import type { Transaction } from '../db/database.ts';
import { personId } from '../ids.ts';
import { readNow } from '../incidents/store.ts';
import { mentionedIn } from './mentions.ts';
import { noSecretKey, whyNotShown } from './show-code.ts';
import { once, refused, said, type Asker, type Command, type Reply, type Workshop } from './verb.ts';

export const command: Command = {
  name: 'enroll',
  usage: 'enroll [code=<six digits> or reset @person]',
  describe: 'get a key for the one-time codes that some approvals take',
  changes: true,
  act: async ({ plain: [word], named, rest }, asker, workshop) => {
    if (word === 'reset') return reset(workshop, asker, mentionedIn(rest));
    const { seal } = workshop;
    return once(workshop, asker, async (tx) => {
      if (seal === undefined) return refused(noSecretKey);
      const { code } = named;
      return code === undefined ? begin(workshop, asker, seal, tx) : confirm(workshop, asker, code, tx);
    });
  },
};

async function begin(
  workshop: Workshop,
  { person }: Asker,
  { seal }: NonNullable<Workshop['seal']>,
  tx: Transaction,
): Promise<Reply> {
  const known = await lockSecret(tx, person);
  if (known !== undefined && known.confirmedAt !== null)
    return refused(
      'You have enrolled already, and a key is shown once. When it is lost, somebody with the permission `admin` resets it: /ops enroll reset @you',
    );
  const secret = newSecret();
  writeSecret(tx, person, seal(secret, person));
  workshop.record(tx, { actor: person, action: 'code.key-shown', subject: `person:${person}` });
  const inGroups = secret.match(/.{1,4}/g)?.join(' ') ?? secret;
  return said(
    `Type this key into your authenticator app, as time-based with six digits: ${inGroups}\nIt is not shown again. Then say: /ops enroll code=123456, with the code that the app shows.`,
  );
}

async function confirm(workshop: Workshop, { person }: Asker, code: string, tx: Transaction): Promise<Reply> {
  const refusal = await whyNotShown(workshop, tx, person, code, { now: await readNow(tx), confirms: true });
  const [subject, actor] = [`person:${person}`, person];
  if (refusal !== undefined) {
    workshop.record(tx, { actor, action: 'code.enroll-refused', subject, detail: { say: refusal.say } });
    return refused(refusal.say);
  }
  workshop.record(tx, { actor, action: 'code.enrolled', subject });
  return said(
    `You have enrolled. Approvals that take a code ask you for one from now on. At a terminal, for the hour in which Slack is down, you are --as ${person}: note it down.`,
  );
}

async function reset(workshop: Workshop, asker: Asker, mentioned: string | undefined): Promise<Reply> {
  const denied = await workshop.whyNot(asker.person, 'admin');
  return once(workshop, asker, async (tx) => {
    if (mentioned === undefined) return refused('Say whose key: /ops enroll reset @person');
    const subject = `person:${mentioned}`;
    if (denied !== undefined || mentioned === asker.person) {
      const say = denied ?? 'Your own key has to be reset by somebody else with the permission `admin`.';
      workshop.record(tx, { actor: asker.person, action: 'code.reset-refused', subject, detail: { say } });
      return refused(say);
    }
    if (!(await deleteSecret(tx, personId.parse(mentioned)))) return refused(`<@${mentioned}> has not enrolled.`);
    workshop.record(tx, { actor: asker.person, action: 'code.reset', subject });
    return said(`The key of <@${mentioned}> counts no more. They get a new one with /ops enroll.`);
  });
}
