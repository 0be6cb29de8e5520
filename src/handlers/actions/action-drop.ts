// **Drop** beside an action item.

import { settleAction } from '../../verbs/action.ts';
import type { ButtonAction } from '../edge.ts';

export const action: ButtonAction = {
  id: 'action.drop',
  act: (click, workshop) => settleAction(workshop, click, Number(click.value), 'dropped'),
};
