// `/ops action <text> [@person] [due=2026-12-03]`: something to do after the incident. Alone it lists what is open, of all incidents.

import { done, refuse, type Result } from '../errors.ts';
import { insertActionItem, listOpenItems, settleActionItem, type ListedItem } from '../incidents/action-items.ts';
import { showIncident } from '../incidents/apply.ts';
import { callProcedures } from '../incidents/calls.ts';
import { insertEntry } from '../incidents/entries.ts';
import { mentionedIn, withoutMentions } from './mentions.ts';
import { onIncident, wording, type Which } from './on-incident.ts';
import { readDay } from './day.ts';
import { once, refused, said, type Asker, type Command, type Reply, type Workshop } from './verb.ts';
import { textBut } from './words.ts';

export const command: Command = {
  name: 'action',
  usage: 'action [<what is to be done> [@person] [due=2026-12-03]]',
  describe: 'note what is to be done after the incident; alone: what is open, of all incidents',
  needs: 'incident',
  changes: true,
  before: async (words, asker, workshop) => {
    if (textBut(words, ['incident', 'due']) !== '') return undefined;
    const unseen = await workshop.whyNot(asker.person, 'see');
    if (unseen !== undefined) return refused(unseen);
    const items = await listOpenItems(workshop.database, asker, 25);
    return items.length === 0
      ? said('No action item is open. /ops action <text> @person due=2026-12-03 notes one.')
      : { kind: 'action-items', items };
  },
  act: (words, asker, workshop) => {
    const text = textBut(words, ['incident', 'due']);
    const person = mentionedIn(text);
    return noteAction(workshop, asker, words.named['incident'], {
      text: withoutMentions(text),
      owner: person,
      due: words.named['due'],
    });
  },
};

export async function noteAction(
  workshop: Workshop,
  asker: Asker,
  which: Which,
  words: { readonly text: string; readonly owner: string | undefined; readonly due: string | undefined },
): Promise<Reply> {
  return onIncident(workshop, asker, which, {
    attempted: 'incident.action',
    act: async ({ tx, incident, now }) => {
      const text = wording(words.text, 1_000);
      if (!text.ok) return text;
      const due = dueDay(words.due, now);
      if (!due.ok) return due;
      const item = await insertActionItem(
        tx,
        workshop.queue,
        {
          incident: incident.id,
          text: text.value,
          owner: words.owner ?? null,
          dueOn: due.value,
          createdBy: asker.person,
        },
        now,
      );
      workshop.record(tx, {
        actor: asker.person,
        action: 'action.noted',
        subject: `incident:${incident.id}`,
        detail: { item, text: text.value, owner: words.owner ?? null, due: due.value },
      });
      const whose = words.owner === undefined ? '' : ` (<@${words.owner}>)`;
      await insertEntry(tx, {
        incident: incident.id,
        kind: 'action',
        actor: asker.person,
        text: `To do${whose}: ${text.value}`,
        isAudited: true,
      });
      showIncident(tx, workshop, incident);
      await callProcedures(tx, workshop, incident, ['action.noted']);
      return done(
        `Action item ${item} is noted${words.owner === undefined ? '; nobody owns it yet' : ` for <@${words.owner}>`}.`,
      );
    },
  });
}

function dueDay(words: string | undefined, now: Date): Result<string | null> {
  if (words === undefined || words.trim() === '') return done(null);
  const day = readDay(words, now);
  return day === undefined
    ? refuse('usage', `"${words}" is no day. Write due=2026-12-03, or a number of days: due=3d.`)
    : done(day);
}

/** **Done** and **Drop** on an item. */
export async function settleAction(
  workshop: Workshop,
  asker: Asker,
  id: number,
  as: 'done' | 'dropped',
): Promise<Reply> {
  const denied = await workshop.whyNot(asker.person, 'incident');
  return once(workshop, asker, async (tx) => {
    if (denied !== undefined) return refused(denied);
    const item: ListedItem | undefined = await settleActionItem(tx, id, as, asker.person);
    if (item === undefined) return said('That action item is settled already; nothing was changed.');
    workshop.record(tx, {
      actor: asker.person,
      action: `action.${as}`,
      subject: `incident:${item.incident}`,
      detail: { item: id, text: item.text },
    });
    showIncident(tx, workshop, { id: item.incident });
    workshop.queue.send(tx, 'post', { subject: `action:${id}` });
    return said(`Action item ${id} is ${as}: ${item.text}`);
  });
}
