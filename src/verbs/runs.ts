// `/ops runs`: the open runs, then the latest ones.

import { listRuns } from '../runs/store.ts';
import { said, type Command } from './verb.ts';

const shown = 15;

export const command: Command = {
  name: 'runs',
  usage: 'runs',
  describe: 'open runs, then the latest',
  changes: false,
  act: async (_words, _asker, workshop) => {
    const runs = await listRuns(workshop.database, shown);
    if (runs.length === 0) return said('Nothing has been run yet. /ops find <words> searches the runbooks.');
    return { kind: 'runs', runs };
  },
};
