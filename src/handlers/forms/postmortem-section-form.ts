// The form for one section of a post-mortem.

import { writePostmortem } from '../../verbs/postmortem.ts';
import type { Form } from '../edge.ts';
import { incidentOf, writtenIn } from '../incident-form.ts';

export const form: Form = {
  id: 'postmortem.section',
  check: () => undefined,
  act: (submission, workshop) => {
    const section = submission.metadata.split(':')[2] ?? '';
    return writePostmortem(workshop, submission, incidentOf(submission), { section, text: writtenIn(submission) });
  },
};
