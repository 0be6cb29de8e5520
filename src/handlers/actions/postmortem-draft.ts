// **Draft again** on the card of a post-mortem.

import { parseIncidentId } from '../../verbs/on-incident.ts';
import { redraft } from '../../verbs/postmortem.ts';
import type { ButtonAction } from '../edge.ts';

export const action: ButtonAction = {
  id: 'postmortem.draft',
  act: (click, workshop) => redraft(workshop, click, parseIncidentId(click.value)),
};
