// One option of a choice. Its value is behind the run's and the step's numbers.

import { choose } from '../../verbs/choose.ts';
import type { ButtonAction } from '../edge.ts';
import { runAndStep } from '../run-and-step.ts';

export const action: ButtonAction = {
  id: 'step.choose',
  act: (click, workshop) => {
    const [, , value = ''] = click.value.split(':');
    return choose(workshop, click, { ...runAndStep(click.value), value });
  },
};
