// **Declare incident** beside an alert or a red check: the form, filled in with what is known.

import { z } from 'zod';
import { severity } from '../../incidents/incident.ts';
import { declareForm } from '../../verbs/incident.ts';
import type { ButtonAction } from '../edge.ts';

const known = z.object({
  title: z.string(),
  system: z.string().optional(),
  severity: severity.optional(),
  alert: z.number().int().optional(),
});

export const action: ButtonAction = {
  id: 'incident.declare',
  before: async (click, workshop) => {
    const { title, system, severity: severe, alert } = known.parse(JSON.parse(click.value));
    return declareForm(workshop, click, {
      title,
      severity: severe,
      isPrivate: false,
      ...(system === undefined ? {} : { system }),
      ...(alert === undefined ? {} : { alert }),
    });
  },
};
