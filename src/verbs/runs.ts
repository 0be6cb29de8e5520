// `/ops runs`: the open runs, then the latest ones.

import { listRuns } from '../runs/store.ts';
import type { Run } from '../runs/run.ts';
import { parseIncidentId, whichIncident } from './on-incident.ts';
import { refused, said, type Asker, type Command, type Workshop } from './verb.ts';

const shown = 15;

export const command: Command = {
  name: 'runs',
  usage: 'runs',
  describe: 'open runs, then the latest',
  changes: false,
  act: async (_words, asker, workshop) => {
    const sight = await workshop.sight(asker.person);
    if (!sight.ok) return refused(sight.refusal.say);
    const all = await listRuns(workshop.database, shown);
    const hidden = await hiddenIncidents(workshop, asker, all);
    const runs = all.filter(({ plan, incident }) => sight.value(plan.system) && !hidden.has(incident));
    if (runs.length === 0) return said('Nothing has been run yet. /ops find <words> searches the runbooks.');
    return { kind: 'runs', runs };
  },
};

/** Private ones in which the asker has no part: what is run in them is not told either. */
export async function hiddenIncidents(
  workshop: Workshop,
  asker: Asker,
  runs: readonly Pick<Run, 'incident'>[],
): Promise<ReadonlySet<number | null>> {
  const ids = [...new Set(runs.flatMap(({ incident }) => incident ?? []))];
  const found = await Promise.all(ids.map((id) => whichIncident(workshop, asker, parseIncidentId(String(id)))));
  return new Set(ids.filter((_, index) => found[index] === undefined));
}
