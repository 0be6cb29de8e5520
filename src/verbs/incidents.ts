// `/ops incidents`: the open ones, then the latest. A private one is named to those who have a part in it only.

import { listIncidents } from '../incidents/store.ts';
import { readNumbers } from '../incidents/numbers.ts';
import { refused, said, type Command } from './verb.ts';

const shown = 20;

export const command: Command = {
  name: 'incidents',
  usage: 'incidents',
  describe: 'open incidents, then the latest',
  changes: false,
  act: async (_words, asker, workshop) => {
    const sight = await workshop.sight(asker.person);
    if (!sight.ok) return refused(sight.refusal.say);
    const all = await listIncidents(workshop.database, asker, shown);
    const incidents = all.filter(({ system }) => sight.value(system));
    if (incidents.length === 0)
      return said('There has been no incident yet. /ops incident <title> sev=2 declares one.');
    return { kind: 'incidents', incidents, numbers: await readNumbers(workshop.database) };
  },
};
