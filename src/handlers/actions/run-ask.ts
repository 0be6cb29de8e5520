// **Ask for approval**: a form for the reason.

import { reasonForm } from '../../slack/messages/reason-form.ts';
import type { ButtonAction } from '../edge.ts';

export const action: ButtonAction = {
  id: 'run.ask',
  before: async (click) =>
    reasonForm({
      id: 'run.ask',
      title: 'Ask for approval',
      label: 'Why is this needed now?',
      hint: 'Your approvers read this beside the plan.',
      submit: 'Ask',
      metadata: `${click.channel}:${click.value}`,
    }),
};
