// The form for a role: who is asked, or that its reader takes it.

import { giveRole } from '../../verbs/role.ts';
import type { Form } from '../edge.ts';
import { incidentOf } from '../incident-form.ts';

export const form: Form = {
  id: 'incident.role',
  check: () => undefined,
  act: (submission, workshop) => {
    const { role = '', person } = submission.values;
    return giveRole(workshop, submission, incidentOf(submission), {
      role,
      person: person === undefined ? '' : `<@${person}>`,
    });
  },
};
