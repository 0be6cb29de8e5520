// **Run…** beside a procedure that was found or shown: the form when it has parameters, else the run itself.

import { beforeRun, startRun } from '../../verbs/run.ts';
import type { ButtonAction } from '../edge.ts';

export const action: ButtonAction = {
  id: 'procedure.run',
  before: async (click, workshop) => {
    const found = workshop.library.procedure(click.value);
    if (found !== undefined && found.procedure.parameters.length > 0)
      return {
        kind: 'form',
        procedure: found.procedure,
        given: {},
        missing: found.procedure.parameters,
        channel: click.channel,
      };
    return beforeRun(workshop, click, click.value, {});
  },
  act: (click, workshop) => startRun(workshop, click, click.value, {}),
};
