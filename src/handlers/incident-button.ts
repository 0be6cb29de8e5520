// The buttons of an incident's card that open a form.

import { formAbout } from '../verbs/form-reply.ts';
import { noIncidentHere, parseIncidentId } from '../verbs/on-incident.ts';
import { said, type IncidentForm } from '../verbs/verb.ts';
import type { ButtonAction } from './edge.ts';

export function formOf(kind: Exclude<IncidentForm['kind'], 'declare'>): NonNullable<ButtonAction['before']> {
  return async (click, workshop) =>
    (await formAbout(workshop, click, parseIncidentId(click.value), kind)) ?? said(noIncidentHere);
}
