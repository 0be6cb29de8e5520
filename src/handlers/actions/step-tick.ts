// **Done** on a checklist item.

import { tick } from '../../verbs/tick.ts';
import type { ButtonAction } from '../edge.ts';
import { runAndStep } from '../run-and-step.ts';

export const action: ButtonAction = {
  id: 'step.tick',
  act: (click, workshop) => {
    const { run, step } = runAndStep(click.value);
    return tick(workshop, click, run, step);
  },
};
