// **Write** or **Change** beside a section of a post-mortem.

import { parseIncidentId } from '../../verbs/on-incident.ts';
import { sectionForm } from '../../verbs/postmortem.ts';
import type { ButtonAction } from '../edge.ts';

export const action: ButtonAction = {
  id: 'postmortem.write',
  before: (click, workshop) => {
    const [incident = '', section = ''] = click.value.split(':');
    return sectionForm(workshop, click, parseIncidentId(incident), section);
  },
};
