// The form that declares an incident.

import { parseSeverity } from '../../incidents/severities.ts';
import { declare } from '../../verbs/incident.ts';
import type { Form } from '../edge.ts';

export const form: Form = {
  id: 'incident.declare',
  check: ({ values }) => {
    if ((values['title'] ?? '').trim() === '') return { title: 'Say in a line what is wrong.' };
    return parseSeverity(values['severity'] ?? '') === undefined ? { severity: 'Say how bad it is.' } : undefined;
  },
  act: (submission, workshop) => {
    const { title = '', severity = '', system, privacy } = submission.values;
    const [, originTs = '', alert = ''] = submission.metadata.split(':');
    return declare(workshop, submission, {
      title,
      severity: parseSeverity(severity) ?? 2,
      isPrivate: privacy === 'private',
      ...(system === undefined ? {} : { system }),
      ...(originTs === '' ? {} : { originTs }),
      ...(alert === '' ? {} : { alert: Number(alert) }),
    });
  },
};
