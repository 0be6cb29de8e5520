// **Cancel** on a run's card.

import { parseRunId } from '../../ids.ts';
import { cancel } from '../../verbs/cancel.ts';
import type { ButtonAction } from '../edge.ts';

export const action: ButtonAction = {
  id: 'run.cancel',
  act: (click, workshop) => cancel(workshop, click, parseRunId(click.value)),
};
