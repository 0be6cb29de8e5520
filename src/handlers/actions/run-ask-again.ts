// **Ask again** or **Plan again** on the card of a run that ended before anything was done.

import { parseRunId } from '../../ids.ts';
import { askAgain } from '../../verbs/ask-again.ts';
import type { ButtonAction } from '../edge.ts';

export const action: ButtonAction = {
  id: 'run.ask-again',
  act: (click, workshop) => askAgain(workshop, click, parseRunId(click.value)),
};
