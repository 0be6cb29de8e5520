// The form for an action item.

import { noteAction } from '../../verbs/action.ts';
import type { Form } from '../edge.ts';
import { checkWritten, incidentOf, writtenIn } from '../incident-form.ts';

export const form: Form = {
  id: 'incident.action',
  check: checkWritten,
  act: (submission, workshop) =>
    noteAction(workshop, submission, incidentOf(submission), {
      text: writtenIn(submission),
      owner: submission.values['owner'],
      due: submission.values['due'],
    }),
};
