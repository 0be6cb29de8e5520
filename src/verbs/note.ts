// `/ops note <text>`: a line of the timeline that nothing else would have written.

import { done } from '../errors.ts';
import { applyIncidentEvent } from '../incidents/apply.ts';
import { formAbout } from './form-reply.ts';
import { onIncident, wording, type Which } from './on-incident.ts';
import { longestText } from './update.ts';
import type { Asker, Command, Reply, Workshop } from './verb.ts';
import { textBut } from './words.ts';

export const command: Command = {
  name: 'note',
  usage: 'note <text>',
  describe: 'write a line into the timeline',
  needs: 'incident',
  changes: true,
  before: async (words, asker, workshop) => {
    if (textBut(words, ['incident']) !== '') return undefined;
    return formAbout(workshop, asker, words.named['incident'], 'note');
  },
  act: (words, asker, workshop) => note(workshop, asker, words.named['incident'], textBut(words, ['incident'])),
};

export async function note(workshop: Workshop, asker: Asker, which: Which, words: string): Promise<Reply> {
  return onIncident(workshop, asker, which, {
    attempted: 'incident.note',
    act: async ({ tx, incident, now }) => {
      const text = wording(words, longestText);
      if (!text.ok) return text;
      const event = { kind: 'noted', text: text.value } as const;
      const applied = await applyIncidentEvent(tx, workshop, incident, event, { by: asker.person }, now);
      return applied.ok ? done('It is in the timeline.') : applied;
    },
  });
}
