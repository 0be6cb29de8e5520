// **Done** beside an action item.

import { settleAction } from '../../verbs/action.ts';
import type { ButtonAction } from '../edge.ts';

export const action: ButtonAction = {
  id: 'action.done',
  act: (click, workshop) => settleAction(workshop, click, Number(click.value), 'done'),
};
