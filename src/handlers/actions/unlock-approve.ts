// **Approve** on the question whether a lock may be taken from its run.

import { answerUnlock } from '../../verbs/answer-unlock.ts';
import type { ButtonAction } from '../edge.ts';

export const action: ButtonAction = {
  id: 'unlock.approve',
  act: (click, workshop) => answerUnlock(workshop, click, Number(click.value), 'yes'),
};
