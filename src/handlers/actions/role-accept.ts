// **Accept** of somebody who was asked to take a role.

import { parseIncidentId } from '../../verbs/on-incident.ts';
import { answerOffer } from '../../verbs/role.ts';
import type { ButtonAction } from '../edge.ts';

export const action: ButtonAction = {
  id: 'role.accept',
  act: (click, workshop) => {
    const [incident = '', role = ''] = click.value.split(':');
    return answerOffer(workshop, click, { incident: parseIncidentId(incident), role, accepts: true });
  },
};
