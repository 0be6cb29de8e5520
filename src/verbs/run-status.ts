// `/ops run-status <run>`: how a run stands, to the asker alone, wherever its card is.

import { parseRunId } from '../ids.ts';
import { readRunView } from '../runs/view.ts';
import { hiddenIncidents } from './runs.ts';
import { refused, said, type Command } from './verb.ts';

export const command: Command = {
  name: 'run-status',
  usage: 'run-status <run>',
  describe: 'how a run stands, step by step',
  changes: false,
  act: async (words, asker, workshop) => {
    const id = parseRunId(words.rest);
    if (id === undefined)
      return said('Say which run: /ops run-status <number>. /ops runs lists them with their numbers.');
    const view = await readRunView(workshop.database, id);
    // Whoever may not know of an incident does not hear that it has runs.
    if (view === undefined || (await hiddenIncidents(workshop, asker, [view.run])).has(view.run.incident))
      return said('There is no such run. /ops runs lists the latest.');
    const unseen = await workshop.whyNot(asker.person, 'see', { system: view.run.plan.system });
    return unseen === undefined ? { kind: 'run-status', view } : refused(unseen);
  },
};
