// The reason that goes with **Deny**.

import { vote } from '../../verbs/vote.ts';
import type { Form } from '../edge.ts';
import { checkReason, reasonIn, runOf } from '../reason.ts';

export const form: Form = {
  id: 'approval.deny',
  check: checkReason,
  act: (submission, workshop) =>
    vote(workshop, submission, { run: runOf(submission), vote: 'no', reason: reasonIn(submission) }),
};
