// `opsbook lint [folder …]`: what is wrong in the runbooks, where, and how to mend it.

import { readBase } from '../config.ts';
import { bindClassifiers } from '../runbooks/bind-classifiers.ts';
import { loadRunbooks } from '../runbooks/load.ts';
import { loadParsers } from '../runbooks/risk/parsers.ts';
import type { CliCommand } from './cli-command.ts';

export const command: CliCommand = {
  name: 'lint',
  describe: 'check runbooks: what is wrong, where, how to mend it',
  arguments: '[folders...]',
  act: async (words, _options, context) => {
    const folders = words.length > 0 ? words : readBase(context.environment).runbookFolders;
    const library = await loadRunbooks(folders, bindClassifiers(await loadParsers()));
    for (const problem of library.problems)
      context.print(`${problem.file}:${problem.line}: ${problem.say}\n    ${problem.hint}`);
    const procedures = library.procedureNames().length;
    context.print(
      `${library.runbooks.length} runbooks, ${procedures} procedures, ${library.problems.length} problems.`,
    );
    return library.problems.length === 0 ? 0 : 1;
  },
};
