// **Show** beside a procedure that was found.

import { showProcedure } from '../../verbs/show.ts';
import type { ButtonAction } from '../edge.ts';

export const action: ButtonAction = {
  id: 'procedure.show',
  before: (click, workshop) => showProcedure(workshop, click, click.value, { step: 0, part: 0 }),
};
