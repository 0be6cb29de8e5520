// **‹ Earlier** under a timeline.

import { incidentAndLine } from '../incident-and-line.ts';
import { timelinePage } from '../../verbs/timeline.ts';
import type { ButtonAction } from '../edge.ts';

export const action: ButtonAction = {
  id: 'timeline.earlier',
  turnsPage: true,
  before: (click, workshop) => {
    const { incident, line } = incidentAndLine(click.value);
    return timelinePage(workshop, click, incident, line);
  },
};
