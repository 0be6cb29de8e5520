// **Timeline** on the card of an incident.

import { parseIncidentId } from '../../verbs/on-incident.ts';
import { timelinePage } from '../../verbs/timeline.ts';
import type { ButtonAction } from '../edge.ts';

export const action: ButtonAction = {
  id: 'incident.timeline',
  before: (click, workshop) => timelinePage(workshop, click, parseIncidentId(click.value), undefined),
};
