// **Retry** on a failed run's card.

import { parseRunId } from '../../ids.ts';
import { retry } from '../../verbs/retry.ts';
import type { ButtonAction } from '../edge.ts';

export const action: ButtonAction = {
  id: 'run.retry',
  act: (click, workshop) => retry(workshop, click, parseRunId(click.value)),
};
