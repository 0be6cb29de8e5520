// **‹ Later** under a page of the record.

import { turnRecord } from '../../verbs/audit.ts';
import type { ButtonAction } from '../edge.ts';
import { recordTurn } from '../record-turn.ts';

export const action: ButtonAction = {
  id: 'audit.later',
  turnsPage: true,
  before: (click, workshop) => turnRecord(workshop, click, recordTurn(click.value)),
};
