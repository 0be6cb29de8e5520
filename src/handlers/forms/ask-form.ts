// The reason that goes with **Ask for approval**.

import { ask } from '../../verbs/ask.ts';
import type { Form } from '../edge.ts';
import { checkReason, reasonIn, runOf } from '../reason.ts';

export const form: Form = {
  id: 'run.ask',
  check: checkReason,
  act: (submission, workshop) => ask(workshop, submission, runOf(submission), reasonIn(submission)),
};
