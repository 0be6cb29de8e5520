// The form that ends an incident.

import { resolve } from '../../verbs/resolve.ts';
import type { Form } from '../edge.ts';
import { checkWritten, incidentOf, writtenIn } from '../incident-form.ts';

export const form: Form = {
  id: 'incident.resolve',
  check: checkWritten,
  act: (submission, workshop) => resolve(workshop, submission, incidentOf(submission), writtenIn(submission)),
};
