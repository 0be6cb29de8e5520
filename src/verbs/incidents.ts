// `/ops incidents [page=n]`: the open ones, then the latest, page by page. A private one is named to those who have a part in it only.

import type { Curious } from '../incidents/may-know.ts';
import { readNumbers } from '../incidents/numbers.ts';
import { countIncidents, listIncidents, listSystems } from '../incidents/store.ts';
import { refused, said, type Command, type Reply, type Workshop } from './verb.ts';

const perPage = 20;

export const command: Command = {
  name: 'incidents',
  usage: 'incidents [page=n]',
  describe: 'open incidents, then the latest',
  changes: false,
  act: (words, asker, workshop) => {
    const page = /^[1-9]\d{0,5}$/.exec(words.named['page'] ?? '1')?.[0] ?? '1';
    return incidentsPage(workshop, asker, (Number(page) - 1) * perPage);
  },
};

/** `from`: how many stand on the pages before; beyond the last one it is the last page. */
export async function incidentsPage(workshop: Workshop, asker: Curious, from: number): Promise<Reply> {
  const { database } = workshop;
  const sight = await workshop.sight(asker.person);
  if (!sight.ok) return refused(sight.refusal.say);
  const hidden = (await listSystems(database)).filter((system) => !sight.value(system));
  const { all, open } = await countIncidents(database, asker, hidden);
  if (all === 0) return said('There has been no incident yet. /ops incident <title> sev=2 declares one.');
  const first = Math.min(Math.max(0, from), Math.floor((all - 1) / perPage) * perPage);
  return {
    kind: 'incidents',
    incidents: await listIncidents(database, asker, hidden, first, perPage),
    first,
    total: all,
    open,
    perPage,
    numbers: first === 0 ? await readNumbers(database) : [],
  };
}
