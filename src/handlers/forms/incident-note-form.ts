// The form for a note.

import { note } from '../../verbs/note.ts';
import type { Form } from '../edge.ts';
import { checkWritten, incidentOf, writtenIn } from '../incident-form.ts';

export const form: Form = {
  id: 'incident.note',
  check: checkWritten,
  act: (submission, workshop) => note(workshop, submission, incidentOf(submission), writtenIn(submission)),
};
