// **Close the review** on the post about broken glass: a form for what was found.

import { reasonForm } from '../../slack/messages/reason-form.ts';
import type { ButtonAction } from '../edge.ts';

export const action: ButtonAction = {
  id: 'glass.review',
  before: async (click) =>
    reasonForm({
      id: 'glass.review',
      title: 'Close the review',
      label: 'What did you find?',
      hint: 'Everybody reads this on the post. It is kept in the audit.',
      submit: 'Close it',
      metadata: `${click.channel}:${click.value}`,
    }),
};
