// **Run a runbook** on the card of an incident: what fits its system or its words.

import { findProcedures } from '../../verbs/find.ts';
import { noIncidentHere, parseIncidentId, whichIncident } from '../../verbs/on-incident.ts';
import { said } from '../../verbs/verb.ts';
import type { ButtonAction } from '../edge.ts';

export const action: ButtonAction = {
  id: 'incident.procedures',
  before: async (click, workshop) => {
    const incident = await whichIncident(workshop, click, parseIncidentId(click.value));
    if (incident === undefined) return said(noIncidentHere);
    return findProcedures(workshop, click, incident.system ?? incident.title, 1);
  },
};
