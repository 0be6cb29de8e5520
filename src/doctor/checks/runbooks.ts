// Are there runbooks, and can they be used?

import { fine, wrong, type Check } from '../check.ts';

const told = 3;

export const runbooks: Check = {
  name: 'runbooks',
  look: async ({ base, library }) => {
    const loaded = await library();
    if (base === undefined || loaded === undefined) return [];
    const { problems } = loaded;
    const first = problems.slice(0, told).map(({ file, line, say, hint }) => wrong(`${file}:${line}: ${say}`, hint));
    const more = problems.length - first.length;
    const count = loaded.procedureNames().length;
    return [
      ...first,
      ...(more > 0 ? [wrong(`${more} more problems of runbooks.`, 'opsbook lint lists them all.')] : []),
      ...(count > 0
        ? [fine(`${loaded.runbooks.length} pages, ${count} procedures`)]
        : [wrong(`No procedure is in ${base.runbookFolders.join(', ')}.`, 'Set OPSBOOK_RUNBOOKS to your folders.')]),
    ];
  },
};
