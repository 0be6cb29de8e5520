// `opsbook find <words>`: searches the runbooks, as `/ops find` does.

import { findProcedures } from '../verbs/find.ts';
import type { CliCommand } from './cli-command.ts';
import { plainLine } from './plain-line.ts';
import { saidOf } from './said-of.ts';
import { withWorkshop } from './with-workshop.ts';

export const command: CliCommand = {
  name: 'find',
  describe: 'search the runbooks',
  arguments: '<words...>',
  options: [{ flags: '--json', describe: 'one JSON document' }],
  act: (words, { json }, context) =>
    withWorkshop(context, async ({ workshop, asker, redact }) => {
      const reply = await findProcedures(workshop, asker, words.join(' '), 1);
      const matches = reply.kind === 'found' ? redact(reply.matches) : [];
      const found = matches.map(({ procedure: { name, risk, title }, mayStart }) => ({ name, risk, title, mayStart }));
      if (json === true) context.print(JSON.stringify({ version: 1, found }, null, 2));
      else if (reply.kind !== 'found') context.print(redact(saidOf(reply)));
      else for (const { name, risk, title } of found) context.print(`${name}  ${risk}  ${plainLine(title)}`);
      return found.length === 0 ? 1 : 0;
    }),
};
