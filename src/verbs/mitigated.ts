// `/ops mitigated`: the hurt has stopped, though the cause is not mended yet. The clock of "time to mitigate" ends here.

import { done } from '../errors.ts';
import { applyIncidentEvent } from '../incidents/apply.ts';
import { onIncident } from './on-incident.ts';
import type { Command } from './verb.ts';

export const command: Command = {
  name: 'mitigated',
  usage: 'mitigated',
  describe: 'say that users are not hurt any more',
  needs: 'incident',
  changes: true,
  act: (words, asker, workshop) =>
    onIncident(workshop, asker, words.named['incident'], {
      attempted: 'incident.mitigated',
      act: async ({ tx, incident, now }) => {
        const applied = await applyIncidentEvent(
          tx,
          workshop,
          incident,
          { kind: 'mitigated' },
          { by: asker.person },
          now,
        );
        return applied.ok ? done('Noted: users are not hurt any more. /ops resolve <text> when it is over.') : applied;
      },
    }),
};
