// The form for an update: its text, and when the next one comes.

import { durationHint, parseDuration } from '../../runbooks/duration.ts';
import { update } from '../../verbs/update.ts';
import type { Form } from '../edge.ts';
import { checkWritten, incidentOf, writtenIn } from '../incident-form.ts';

export const form: Form = {
  id: 'incident.update',
  check: (submission) => {
    const next = submission.values['next'];
    if (next !== undefined && parseDuration(next) === undefined) return { next: `That is no time. ${durationHint}` };
    return checkWritten(submission);
  },
  act: (submission, workshop) =>
    update(workshop, submission, incidentOf(submission), {
      text: writtenIn(submission),
      next: submission.values['next'],
    }),
};
