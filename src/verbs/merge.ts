// `/ops merge <other incident>`: this one is a duplicate; people go on in the other.

import { done, refuse } from '../errors.ts';
import { applyIncidentEvent, showIncident } from '../incidents/apply.ts';
import { titleFor } from '../incidents/decide.ts';
import { insertEntry } from '../incidents/entries.ts';
import { nameOf } from '../incidents/incident.ts';
import { lockIncident } from '../incidents/store.ts';
import { onIncident, whichIncident } from './on-incident.ts';
import type { Command } from './verb.ts';

export const command: Command = {
  name: 'merge',
  usage: 'merge <other incident>',
  describe: 'close this incident as a duplicate of another one',
  needs: 'incident',
  changes: true,
  act: async (words, asker, workshop) => {
    const name = words.plain[0] ?? '';
    const other = name === '' ? undefined : await whichIncident(workshop, asker, name);
    return onIncident(workshop, asker, words.named['incident'], {
      attempted: 'incident.merge',
      act: async ({ tx, incident, now }) => {
        // Locked too: two that are merged into each other at once would leave none. PostgreSQL lets one of the two try again.
        const into =
          other === undefined || other.id === incident.id ? incident : (await lockIncident(tx, other.id))?.incident;
        if (other === undefined || into === undefined)
          return refuse(
            'not_found',
            `There is no incident "${name}". Name it like 20261130-001; /ops incidents lists them.`,
          );
        if (incident.isDrill || into.isDrill)
          return refuse('conflict', 'A drill is no duplicate of anything. End it: /ops resolve <text>');
        const applied = await applyIncidentEvent(
          tx,
          workshop,
          incident,
          { kind: 'merged', into },
          { by: asker.person },
          now,
        );
        if (!applied.ok) return applied;
        const text = `${nameOf(incident)} was merged into it${titleFor(into, incident)}`;
        await insertEntry(tx, { incident: into.id, kind: 'merged', actor: asker.person, text });
        showIncident(tx, workshop, into);
        return done(`It is closed as a duplicate of ${nameOf(into)}.`);
      },
    });
  },
};
