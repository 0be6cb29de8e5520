// A form for the one-time code that an approval takes.

import type { ModalView } from '@slack/types';
import { formFrame, textInput } from './inputs.ts';

export function codeForm(metadata: string): ModalView {
  return {
    callback_id: 'approval.code',
    ...formFrame({ metadata, title: 'Approve', submit: 'Approve' }),
    blocks: [
      textInput({
        block: 'code',
        label: 'One-time code',
        hint: 'The six digits that your authenticator app shows now. /ops enroll sets that up.',
        most: 10,
      }),
    ],
  };
}
