// The buttons of an incident's card that open a form.

import { formReply } from '../verbs/form-reply.ts';
import { noIncidentHere, parseIncidentId, whichIncident } from '../verbs/on-incident.ts';
import { said, type IncidentForm } from '../verbs/verb.ts';
import type { ButtonAction } from './edge.ts';

export function formOf(kind: Exclude<IncidentForm['kind'], 'declare'>): NonNullable<ButtonAction['before']> {
  return async (click, workshop) => {
    const incident = await whichIncident(workshop, click, parseIncidentId(click.value));
    return incident === undefined ? said(noIncidentHere) : formReply(workshop, { kind, incident });
  };
}
