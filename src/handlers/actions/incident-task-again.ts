// **Try again** beside a task of an incident that failed.

import { parseIncidentId } from '../../verbs/on-incident.ts';
import { tryTaskAgain } from '../../verbs/try-task-again.ts';
import type { ButtonAction } from '../edge.ts';

export const action: ButtonAction = {
  id: 'incident.task-again',
  act: (click, workshop) => {
    const [incident = '', ...task] = click.value.split(':');
    return tryTaskAgain(workshop, click, parseIncidentId(incident), task.join(':'));
  },
};
