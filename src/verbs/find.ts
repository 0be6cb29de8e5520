// `/ops find <words>`: procedures whose names, titles or text hold the words.

import { said, type Command } from './verb.ts';

const shown = 10;

export const command: Command = {
  name: 'find',
  usage: 'find <words>',
  describe: 'search the runbooks',
  changes: false,
  act: async (words, _asker, workshop) => {
    await workshop.library.refresh();
    const all = workshop.library.find(words.rest);
    if (all.length === 0)
      return said(
        workshop.library.procedureNames().length === 0
          ? 'No runbooks are loaded. Put Markdown runbooks into the folders that OPSBOOK_RUNBOOKS names.'
          : `Nothing in the runbooks matches "${words.rest.slice(0, 80)}". Try fewer or other words.`,
      );
    return { kind: 'found', words: words.rest, procedures: all.slice(0, shown), total: all.length };
  },
};
