// `/ops update <text> [next=30m]`: a person's update. It is posted, mirrored to the announcement channel, and resets the promise.

import { done, refuse } from '../errors.ts';
import { applyIncidentEvent } from '../incidents/apply.ts';
import { durationHint, parseDuration } from '../runbooks/duration.ts';
import { formAbout } from './form-reply.ts';
import { onIncident, wording, type Which } from './on-incident.ts';
import type { Asker, Command, Reply, Workshop } from './verb.ts';
import { textBut } from './words.ts';

export const command: Command = {
  name: 'update',
  usage: 'update <text> [next=30m]',
  describe: 'tell everybody how the incident stands; the next update is promised anew',
  needs: 'incident',
  changes: true,
  before: async (words, asker, workshop) => {
    if (textBut(words, ['incident', 'next']) !== '') return undefined;
    return formAbout(workshop, asker, words.named['incident'], 'update');
  },
  act: (words, asker, workshop) =>
    update(workshop, asker, words.named['incident'], {
      text: textBut(words, ['incident', 'next']),
      next: words.named['next'],
    }),
};

/** The longest text of an update, a note, a resolution. */
export const longestText = 2_000;

export async function update(
  workshop: Workshop,
  asker: Asker,
  which: Which,
  words: { readonly text: string; readonly next: string | undefined },
): Promise<Reply> {
  return onIncident(workshop, asker, which, {
    attempted: 'incident.update',
    act: async ({ tx, incident, now }) => {
      const text = wording(words.text, longestText);
      if (!text.ok) return text;
      const nextMs = words.next === undefined ? undefined : parseDuration(words.next);
      if (words.next !== undefined && nextMs === undefined)
        return refuse('usage', `"${words.next}" is no time for the next update. ${durationHint}`);
      const event = { kind: 'updated', text: text.value, ...(nextMs === undefined ? {} : { nextMs }) } as const;
      const applied = await applyIncidentEvent(tx, workshop, incident, event, { by: asker.person }, now);
      return applied.ok ? done('Your update is being posted.') : applied;
    },
  });
}
