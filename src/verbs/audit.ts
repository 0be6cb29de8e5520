// `/ops audit`: who did what, the newest first, page by page. What is about a private incident is shown to its own people only.

import type { EntryFilter } from '../audit/entry-filter.ts';
import { listEntries, type PageOf } from '../audit/list-entries.ts';
import { knownToAsker } from '../incidents/may-know.ts';
import { readDayOrMoment } from './day-or-moment.ts';
import { mentionedIn } from './mentions.ts';
import { whichIncident } from './on-incident.ts';
import { refused, type Asker, type Command, type Reply, type Workshop } from './verb.ts';
import type { Words } from './words.ts';

const perPage = 15;
const longestWord = 200;
const usage = 'audit [subject] [actor=@person] [action=…] [since=2026-11-30]';
const options = ['actor', 'action', 'since', 'until'];

export const command: Command = {
  name: 'audit',
  usage,
  describe: 'who did what, the newest first',
  needs: 'audit',
  changes: false,
  act: async (words, asker, workshop) => {
    const refusal = await workshop.whyNot(asker.person, 'audit');
    if (refusal !== undefined) return refused(refusal);
    const filter = await readFilter(workshop, asker, words);
    return typeof filter === 'string' ? refused(filter) : pageOfRecord(workshop, asker, filter, {});
  },
};

/** Another page, for who may still read it. */
export async function turnRecord(
  workshop: Workshop,
  asker: Asker,
  turn: { readonly filter: EntryFilter; readonly page: PageOf } | undefined,
): Promise<Reply> {
  if (turn === undefined) return refused('That page cannot be shown any more. Say /ops audit again.');
  const refusal = await workshop.whyNot(asker.person, 'audit');
  return refusal === undefined ? pageOfRecord(workshop, asker, turn.filter, turn.page) : refused(refusal);
}

export async function pageOfRecord(
  { database }: Pick<Workshop, 'database'>,
  { person, channel }: Asker,
  filter: EntryFilter,
  page: PageOf,
): Promise<Reply> {
  const listed = await listEntries(database, { person, channel, knows: knownToAsker }, filter, page, perPage);
  return { kind: 'record', filter, ...listed };
}

/** A sentence for what cannot be a filter. */
async function readFilter(workshop: Workshop, asker: Asker, words: Words): Promise<EntryFilter | string> {
  const unknown = Object.keys(words.named).find((name) => !options.includes(name));
  if (unknown !== undefined) return `/ops audit knows no ${unknown}=. Say: /ops ${usage}`;
  const tooLong = [words.plain.join(' '), ...Object.values(words.named)].find((said) => said.length > longestWord);
  if (tooLong !== undefined) return `"${tooLong.slice(0, 40)}…" is too long for anything in the record. Shorten it.`;
  const { timezone } = workshop.incidents;
  const times = { since: words.named['since'], until: words.named['until'] };
  for (const [name, said] of Object.entries(times))
    if (said !== undefined && readDayOrMoment(said, new Date(), timezone) === undefined)
      return `${name}= takes a day or a time, as in 2026-11-30, 2026-11-30T14:05 or 2d, not "${said.slice(0, 40)}".`;
  const time = (said: string | undefined): Date | undefined =>
    said === undefined ? undefined : readDayOrMoment(said, new Date(), timezone);
  const said = words.plain.join(':');
  const incident = /\d{8}-\d/.test(said) ? await whichIncident(workshop, asker, said) : undefined;
  return {
    since: time(times.since),
    until: time(times.until),
    subject: said === '' ? undefined : incident === undefined ? said : `incident:${incident.id}`,
    actor: words.named['actor'] === undefined ? undefined : (mentionedIn(words.rest) ?? words.named['actor']),
    action: words.named['action'],
  };
}
