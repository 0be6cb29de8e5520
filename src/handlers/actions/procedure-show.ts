// **Show** beside a procedure that was found.

import { command } from '../../verbs/show.ts';
import { parseWords } from '../../verbs/words.ts';
import type { ButtonAction } from '../edge.ts';

export const action: ButtonAction = {
  id: 'procedure.show',
  before: (click, workshop) => command.act(parseWords(`show ${click.value}`), click, workshop),
};
