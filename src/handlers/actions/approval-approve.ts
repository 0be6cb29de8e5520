// **Approve**, on the run's card or in a direct message.

import { parseRunId } from '../../ids.ts';
import { vote } from '../../verbs/vote.ts';
import type { ButtonAction } from '../edge.ts';

export const action: ButtonAction = {
  id: 'approval.approve',
  act: (click, workshop) => vote(workshop, click, { run: parseRunId(click.value), vote: 'yes', reason: '' }),
};
