// **Take back** beside a right that was handed over.

import { revoke } from '../../verbs/delegations.ts';
import type { ButtonAction } from '../edge.ts';

export const action: ButtonAction = {
  id: 'delegation.revoke',
  act: (click, workshop) => revoke(workshop, click, click.value),
};
