// Are the channels there that the settings name, and is the bot in them?

import { seenChannels, type SeenChannel } from '../../slack/seen-channels.ts';
import { fine, note, wrong, type Check, type Finding, type Patient } from '../check.ts';

const announce = 'OPSBOOK_ANNOUNCE_CHANNEL';

export const channels: Check = {
  name: 'channels',
  look: async (patient) => {
    const named = await namedIn(patient);
    const unset = patient.base !== undefined && patient.base.announceChannel === undefined ? [nowhere] : [];
    if (named.length === 0 || patient.clients === undefined) return unset;
    // Why it does not answer is told by the check of the token.
    const seen = await seenChannels(patient.clients.background).catch(() => undefined);
    if (seen === undefined) return unset;
    const found = named.flatMap(({ name, by }) => lookAt(name, by, seen.get(name)));
    return [...unset, ...found, ...(found.length === 0 ? [fine(named.map(({ name }) => name).join(', '))] : [])];
  },
};

const nowhere: Finding = note(
  'Incidents are announced nowhere, and checks and checklists posted nowhere.',
  `Set ${announce}.`,
);

interface Named {
  /** An id, or a name with its `#`. */
  readonly name: string;
  readonly by: string;
}

async function namedIn({ base, settings }: Patient): Promise<readonly Named[]> {
  const announced = base?.announceChannel;
  const limits = Object.values((await settings())?.policy.channels ?? {}).flat();
  const one = announced === undefined ? [] : [{ name: asName(announced), by: announce }];
  return [...one, ...[...new Set(limits)].map((name) => ({ name, by: 'opsbook.yaml' }))];
}

function asName(channel: string): string {
  return /^([CG][A-Z0-9]{2,}|#.*)$/.test(channel) ? channel : `#${channel}`;
}

function lookAt(name: string, by: string, channel: SeenChannel | undefined): Finding[] {
  if (channel === undefined) {
    const cure = `Correct the name in ${by}; into a private channel, invite the bot: /invite @Opsbook.`;
    return [wrong(`${by} names the channel ${name}, which the bot cannot see.`, cure)];
  }
  if (channel.isArchived)
    return [wrong(`The channel ${name} (${by}) is archived.`, `Unarchive it, or name another in ${by}.`)];
  if (channel.isMember) return [];
  return [
    note(`The bot is not in ${name} (${by}).`, `Say /invite @Opsbook in ${name}: then it looks after its posts.`),
  ];
}
