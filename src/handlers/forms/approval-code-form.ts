// The one-time code that goes with **Approve** where a procedure says `step_up: code`.

import { vote } from '../../verbs/vote.ts';
import type { Form } from '../edge.ts';
import { runOf } from '../reason.ts';

export const form: Form = {
  id: 'approval.code',
  check: ({ values }) =>
    /^\d{3} ?\d{3}$/.test((values['code'] ?? '').trim()) ? undefined : { code: 'Type the six digits of the code.' },
  act: (submission, workshop) =>
    vote(workshop, submission, {
      run: runOf(submission),
      vote: 'yes',
      reason: '',
      code: (submission.values['code'] ?? '').trim(),
    }),
};
