// `/ops timeline [page]`: what happened in the incident, in order.

import { faultsOf } from '../incidents/timeline.ts';
import { readTimeline } from '../incidents/view.ts';
import { noIncidentHere, whichIncident } from './on-incident.ts';
import { said, type Asker, type Command, type Reply, type Workshop } from './verb.ts';

export const command: Command = {
  name: 'timeline',
  usage: 'timeline [incident=20261130-001]',
  describe: 'what happened in the incident, in order',
  changes: false,
  act: (words, asker, workshop) => timelinePage(workshop, asker, words.named['incident'], undefined),
};

const perPage = 20;

/** `from`: how many lines stand on the pages before; the last page when it is undefined. */
export async function timelinePage(
  workshop: Workshop,
  asker: Asker,
  which: Parameters<typeof whichIncident>[2],
  from: number | undefined,
): Promise<Reply> {
  const incident = await whichIncident(workshop, asker, which);
  if (incident === undefined) return said(noIncidentHere);
  const lines = await readTimeline(workshop.database, incident.id);
  const latest = lines.at(-1)?.at ?? incident.declaredAt;
  const last = Math.max(0, Math.floor((lines.length - 1) / perPage) * perPage);
  const first = Math.min(Math.max(0, from ?? last), last);
  return {
    kind: 'timeline',
    incident,
    lines: lines.slice(first, first + perPage),
    first,
    total: lines.length,
    perPage,
    faults: faultsOf(lines, incident.resolvedAt ?? latest, latest),
  };
}
