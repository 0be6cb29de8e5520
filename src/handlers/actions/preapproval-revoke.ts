// **Revoke** of a pre-approval.

import { onPreapproval } from '../../verbs/on-preapproval.ts';
import type { ButtonAction } from '../edge.ts';

export const action: ButtonAction = {
  id: 'preapproval.revoke',
  act: (click, workshop) => onPreapproval(workshop, click, click.value, 'revoke'),
};
