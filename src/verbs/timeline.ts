// `/ops timeline [page]`: what happened in the incident, in order.

import type { Incident } from '../incidents/incident.ts';
import { faultsOf, type TimelineFault, type TimelineLine } from '../incidents/timeline.ts';
import { readTimeline } from '../incidents/view.ts';
import { noIncidentHere, whichIncident, type Which } from './on-incident.ts';
import { refused, said, type Asker, type Command, type Reply, type Workshop } from './verb.ts';

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
  which: Which,
  from: number | undefined,
): Promise<Reply> {
  const whole = await wholeTimeline(workshop, asker, which);
  if (whole === undefined) return said(noIncidentHere);
  const { system } = whole.incident;
  const unseen = await workshop.whyNot(asker.person, 'see', system === null ? {} : { system });
  if (unseen !== undefined) return refused(unseen);
  const { incident, lines, faults } = whole;
  const last = Math.max(0, Math.floor((lines.length - 1) / perPage) * perPage);
  const first = Math.min(Math.max(0, from ?? last), last);
  return {
    kind: 'timeline',
    incident,
    lines: lines.slice(first, first + perPage),
    first,
    total: lines.length,
    perPage,
    faults,
  };
}

export interface WholeTimeline {
  readonly incident: Incident;
  readonly lines: readonly TimelineLine[];
  readonly faults: readonly TimelineFault[];
}

/** Undefined when there is no such incident, or when who asks may not know of it. */
export async function wholeTimeline(
  workshop: Workshop,
  asker: Asker,
  which: Which,
): Promise<WholeTimeline | undefined> {
  const incident = await whichIncident(workshop, asker, which);
  if (incident === undefined) return undefined;
  const lines = await readTimeline(workshop.database, incident.id);
  const latest = lines.at(-1)?.at ?? incident.declaredAt;
  return { incident, lines, faults: faultsOf(lines, incident.resolvedAt ?? latest, latest) };
}
