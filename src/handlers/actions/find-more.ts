// **More ›** under what was found.

import { findProcedures } from '../../verbs/find.ts';
import type { ButtonAction } from '../edge.ts';
import { pageAndWords } from '../page-and-words.ts';

export const action: ButtonAction = {
  id: 'find.more',
  turnsPage: true,
  before: (click, workshop) => {
    const { page, words } = pageAndWords(click.value);
    return findProcedures(workshop, click, words, page);
  },
};
