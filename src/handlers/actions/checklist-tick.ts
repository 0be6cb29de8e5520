// **Done with the ticked ones** under the items of a checklist.

import { tickTogether } from '../../verbs/tick-together.ts';
import type { ButtonAction } from '../edge.ts';
import { runAndStep } from '../run-and-step.ts';

export const action: ButtonAction = {
  id: 'checklist.tick',
  act: (click, workshop) =>
    tickTogether(workshop, click, {
      ...runAndStep(click.value),
      ticked: click.ticked.flatMap((value) => (/^\d{1,6}$/.test(value) ? [Number(value)] : [])),
    }),
};
