// The form for another severity.

import { changeSeverity } from '../../verbs/sev.ts';
import type { Form } from '../edge.ts';
import { incidentOf } from '../incident-form.ts';

export const form: Form = {
  id: 'incident.severity',
  check: () => undefined,
  act: (submission, workshop) =>
    changeSeverity(workshop, submission, incidentOf(submission), submission.values['severity'] ?? ''),
};
