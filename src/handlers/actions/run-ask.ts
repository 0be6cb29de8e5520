// **Ask for approval**: a form for the reason.

import { parseRunId } from '../../ids.ts';
import { reasonForm } from '../../slack/messages/reason-form.ts';
import { beforeAsk } from '../../verbs/ask.ts';
import type { ButtonAction } from '../edge.ts';

export const action: ButtonAction = {
  id: 'run.ask',
  before: async (click, workshop) =>
    (await beforeAsk(workshop, parseRunId(click.value))) ??
    reasonForm({
      id: 'run.ask',
      title: 'Ask for approval',
      label: 'Why is this needed now?',
      hint: 'Your approvers read this beside the plan.',
      submit: 'Ask',
      metadata: `${click.channel}:${click.value}`,
    }),
};
