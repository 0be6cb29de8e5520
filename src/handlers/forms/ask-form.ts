// The reason that goes with **Ask for approval**.

import { parseRunId } from '../../ids.ts';
import { ask } from '../../verbs/ask.ts';
import type { Form } from '../edge.ts';

export const form: Form = {
  id: 'run.ask',
  check: (submission) =>
    (submission.values['reason'] ?? '').trim() === '' ? { reason: 'Say why in a few words.' } : undefined,
  act: (submission, workshop) =>
    ask(
      workshop,
      submission,
      parseRunId(submission.metadata.split(':')[1] ?? ''),
      (submission.values['reason'] ?? '').trim(),
    ),
};
