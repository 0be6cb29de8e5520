// The replies that open a form about an incident, with what there is to choose from; a sentence for who may not handle it.

import { whichIncident, whyMayNotHandle, type Which } from './on-incident.ts';
import { refused, type Asker, type IncidentForm, type Reply, type Workshop } from './verb.ts';

/** Undefined when there is no such incident. */
export async function formAbout(
  workshop: Workshop,
  asker: Asker,
  which: Which,
  kind: Exclude<IncidentForm['kind'], 'declare'>,
): Promise<Reply | undefined> {
  const incident = await whichIncident(workshop, asker, which);
  if (incident === undefined) return undefined;
  const denied = await whyMayNotHandle(workshop, asker, incident);
  return denied === undefined ? formReply(workshop, { kind, incident }) : refused(denied);
}

export function formReply(workshop: Workshop, form: IncidentForm): Reply {
  const { severities, roles } = workshop.incidents;
  const systems = [
    ...new Set(workshop.library.runbooks.filter(({ page }) => page === 'runbook').map(({ system }) => system)),
  ];
  return { kind: 'incident-form', form, team: { severities, roles, systems: systems.sort() } };
}
