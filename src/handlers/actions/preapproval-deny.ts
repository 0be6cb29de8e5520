// **Deny** of a pre-approval.

import { onPreapproval } from '../../verbs/on-preapproval.ts';
import type { ButtonAction } from '../edge.ts';

export const action: ButtonAction = {
  id: 'preapproval.deny',
  act: (click, workshop) => onPreapproval(workshop, click, click.value, 'deny'),
};
