// **Check now** on the card of a check that is bad.

import { checkNow } from '../../verbs/check.ts';
import type { ButtonAction } from '../edge.ts';

export const action: ButtonAction = {
  id: 'check.now',
  before: async (click, workshop, later) => checkNow(workshop, click, click.value, later),
};
