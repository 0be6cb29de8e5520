// **Run** on a planned change.

import { parseRunId } from '../../ids.ts';
import { confirm } from '../../verbs/confirm.ts';
import type { ButtonAction } from '../edge.ts';

export const action: ButtonAction = {
  id: 'run.confirm',
  act: (click, workshop) => confirm(workshop, click, parseRunId(click.value)),
};
