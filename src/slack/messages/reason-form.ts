// A form that asks for one reason.

import type { ModalView } from '@slack/types';
import { clamp } from '../fit.ts';
import { modalTitle } from '../limits.ts';

export interface ReasonForm {
  readonly id: string;
  readonly title: string;
  readonly label: string;
  readonly hint: string;
  readonly submit: string;
  readonly metadata: string;
}

export function reasonForm(form: ReasonForm): ModalView {
  return {
    type: 'modal',
    callback_id: form.id,
    private_metadata: form.metadata,
    title: { type: 'plain_text', text: clamp(form.title, modalTitle) },
    submit: { type: 'plain_text', text: clamp(form.submit, modalTitle) },
    close: { type: 'plain_text', text: 'Go back' },
    blocks: [
      {
        type: 'input',
        block_id: 'reason',
        label: { type: 'plain_text', text: form.label },
        hint: { type: 'plain_text', text: form.hint },
        element: {
          type: 'plain_text_input',
          action_id: 'reason',
          multiline: true,
          max_length: 1000,
          focus_on_load: true,
        },
      },
    ],
  };
}
