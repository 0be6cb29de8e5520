// **‹ Earlier steps** on a procedure's page.

import { showProcedure } from '../../verbs/show.ts';
import type { ButtonAction } from '../edge.ts';
import { procedureAndPlace } from '../procedure-and-place.ts';

export const action: ButtonAction = {
  id: 'procedure.earlier',
  turnsPage: true,
  before: (click, workshop) => {
    const { procedure, at } = procedureAndPlace(click.value);
    return showProcedure(workshop, click, procedure, at);
  },
};
