// `/ops runs`: the open runs, then the latest ones.

import { listRuns } from '../runs/store.ts';
import { refused, said, type Command } from './verb.ts';

const shown = 15;

export const command: Command = {
  name: 'runs',
  usage: 'runs',
  describe: 'open runs, then the latest',
  changes: false,
  act: async (_words, { person }, workshop) => {
    const sight = await workshop.sight(person);
    if (!sight.ok) return refused(sight.refusal.say);
    const runs = (await listRuns(workshop.database, shown)).filter(({ plan }) => sight.value(plan.system));
    if (runs.length === 0) return said('Nothing has been run yet. /ops find <words> searches the runbooks.');
    return { kind: 'runs', runs };
  },
};
