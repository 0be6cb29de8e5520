// **Undo** on the card of a run that is over.

import { parseRunId } from '../../ids.ts';
import { beforeUndo, undo } from '../../verbs/undo.ts';
import type { ButtonAction } from '../edge.ts';

export const action: ButtonAction = {
  id: 'run.undo',
  before: async (click, workshop) => {
    await workshop.library.refresh();
    return beforeUndo(workshop, click, parseRunId(click.value));
  },
  act: (click, workshop) => undo(workshop, click, parseRunId(click.value)),
};
