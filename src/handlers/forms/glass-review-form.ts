// What somebody found who reviewed a run that was started without a second person.

import { reviewRun } from '../../verbs/review.ts';
import type { Form } from '../edge.ts';
import { checkReason, reasonIn, runOf } from '../reason.ts';

export const form: Form = {
  id: 'glass.review',
  check: checkReason,
  act: (submission, workshop) => reviewRun(workshop, submission, runOf(submission), reasonIn(submission)),
};
