// The reason that goes with **Deny**.

import { parseRunId } from '../../ids.ts';
import { vote } from '../../verbs/vote.ts';
import type { Form } from '../edge.ts';

export const form: Form = {
  id: 'approval.deny',
  check: (submission) =>
    (submission.values['reason'] ?? '').trim() === '' ? { reason: 'Say why in a few words.' } : undefined,
  act: (submission, workshop) =>
    vote(workshop, submission, {
      run: parseRunId(submission.metadata.split(':')[1] ?? ''),
      vote: 'no',
      reason: (submission.values['reason'] ?? '').trim(),
    }),
};
