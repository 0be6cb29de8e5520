// **More ›** under the list of incidents.

import { incidentsPage } from '../../verbs/incidents.ts';
import type { ButtonAction } from '../edge.ts';

export const action: ButtonAction = {
  id: 'incidents.more',
  turnsPage: true,
  before: (click, workshop) => incidentsPage(workshop, click, Number(click.value) || 0),
};
