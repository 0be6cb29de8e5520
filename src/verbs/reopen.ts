// `/ops reopen <reason>`: a resolved incident goes on. Its updates are promised again.

import { done, refuse } from '../errors.ts';
import { applyIncidentEvent } from '../incidents/apply.ts';
import { onIncident, wording } from './on-incident.ts';
import { longestText } from './update.ts';
import type { Command } from './verb.ts';
import { textBut } from './words.ts';

export const command: Command = {
  name: 'reopen',
  usage: 'reopen <reason>',
  describe: 'open a resolved incident again',
  needs: 'incident',
  changes: true,
  act: (words, asker, workshop) =>
    onIncident(workshop, asker, words.named['incident'], {
      attempted: 'incident.reopen',
      act: async ({ tx, incident, now }) => {
        if (incident.isDrill)
          return refuse(
            'conflict',
            'A drill that is over stays over: its practice system is gone. Start another: /ops drill <procedure>',
          );
        const reason = wording(textBut(words, ['incident']), longestText);
        if (!reason.ok) return reason;
        const cadenceMs = workshop.incidents.severities[incident.severity].everyMs;
        const event = { kind: 'reopened', reason: reason.value, cadenceMs } as const;
        const applied = await applyIncidentEvent(tx, workshop, incident, event, { by: asker.person }, now);
        if (!applied.ok) return applied;
        return done(
          incident.place === 'archived'
            ? 'It is open again. Its channel is archived: unarchive it in Slack, and the updates go there.'
            : 'It is open again.',
        );
      },
    }),
};
