// **Stop** on a run in doubt.

import { answerDoubt } from '../../verbs/answer-doubt.ts';
import type { ButtonAction } from '../edge.ts';
import { runAndStep } from '../run-and-step.ts';

export const action: ButtonAction = {
  id: 'doubt.stop',
  act: (click, workshop) => {
    const { run, step } = runAndStep(click.value);
    return answerDoubt(workshop, click, run, step, 'stop');
  },
};
