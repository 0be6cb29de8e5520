// `/ops resolve <text>`: ends the incident. The updates stop, the summary is posted, the post-mortem is drafted. A drill has a score
// card instead.

import { closeDrill } from '../drills/close.ts';
import { done } from '../errors.ts';
import { applyIncidentEvent } from '../incidents/apply.ts';
import { sendPostmortem } from '../incidents/postmortem-store.ts';
import { formAbout } from './form-reply.ts';
import { onIncident, wording, type Which } from './on-incident.ts';
import { longestText } from './update.ts';
import type { Asker, Command, Reply, Workshop } from './verb.ts';
import { textBut } from './words.ts';

export const command: Command = {
  name: 'resolve',
  usage: 'resolve <how it was resolved>',
  describe: 'end the incident; the post-mortem is drafted',
  needs: 'incident',
  changes: true,
  isUrgent: true,
  before: async (words, asker, workshop) => {
    if (textBut(words, ['incident']) !== '') return undefined;
    return formAbout(workshop, asker, words.named['incident'], 'resolve');
  },
  act: (words, asker, workshop) => resolve(workshop, asker, words.named['incident'], textBut(words, ['incident'])),
};

export async function resolve(workshop: Workshop, asker: Asker, which: Which, words: string): Promise<Reply> {
  return onIncident(workshop, asker, which, {
    attempted: 'incident.resolve',
    act: async ({ tx, incident, now }) => {
      const text = wording(words, longestText);
      if (!text.ok) return text;
      if (incident.isDrill) {
        const ended = await closeDrill(tx, workshop, incident, { by: asker.person, text: text.value }, now);
        return ended.ok
          ? done('The drill is over. Its practice system is being stopped, and the score card follows.')
          : ended;
      }
      const event = { kind: 'resolved', text: text.value } as const;
      const applied = await applyIncidentEvent(tx, workshop, incident, event, { by: asker.person }, now);
      if (!applied.ok) return applied;
      // Only now: of two who resolve at once, one is refused and must not draft a second time.
      await sendPostmortem(tx, workshop.queue, incident, now);
      return done('It is resolved. The summary is being posted and the post-mortem drafted.');
    },
  });
}
