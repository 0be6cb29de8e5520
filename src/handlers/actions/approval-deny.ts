// **Deny**: a form for the reason.

import { reasonForm } from '../../slack/messages/reason-form.ts';
import type { ButtonAction } from '../edge.ts';

export const action: ButtonAction = {
  id: 'approval.deny',
  before: async (click) =>
    reasonForm({
      id: 'approval.deny',
      title: 'Deny',
      label: 'Why not?',
      hint: 'Whoever asked reads this on the card.',
      submit: 'Deny',
      metadata: `${click.channel}:${click.value}`,
    }),
};
