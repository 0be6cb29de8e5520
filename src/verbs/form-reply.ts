// The reply that opens a form about an incident, with what there is to choose from.

import type { IncidentForm, Reply, Workshop } from './verb.ts';

export function formReply(workshop: Workshop, form: IncidentForm): Reply {
  const { severities, roles } = workshop.incidents;
  const systems = [
    ...new Set(workshop.library.runbooks.filter(({ page }) => page === 'runbook').map(({ system }) => system)),
  ];
  return { kind: 'incident-form', form, team: { severities, roles, systems: systems.sort() } };
}
