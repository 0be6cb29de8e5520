// **It is done** on the card of a post-mortem.

import { parseIncidentId } from '../../verbs/on-incident.ts';
import { finish } from '../../verbs/postmortem.ts';
import type { ButtonAction } from '../edge.ts';

export const action: ButtonAction = {
  id: 'postmortem.done',
  act: (click, workshop) => finish(workshop, click, parseIncidentId(click.value)),
};
