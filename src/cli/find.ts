// `opsbook find <words>`: searches the runbooks, as `/ops find` does.

import { findProcedures } from '../verbs/find.ts';
import { jsonOption, type CliCommand } from './cli-command.ts';
import { plainLine } from './plain-line.ts';
import { printJson } from './print-json.ts';
import { saidOf } from './said-of.ts';
import { table, type Cell } from './table.ts';
import { toneOfRisk } from './tone-of-risk.ts';
import { withWorkshop } from './with-workshop.ts';

export const command: CliCommand = {
  name: 'find',
  describe: 'search the runbooks',
  arguments: '<words...>',
  options: [jsonOption],
  act: (words, _options, context) =>
    withWorkshop(context, async ({ workshop, asker, redact }) => {
      const reply = await findProcedures(workshop, asker, words.join(' '), 1);
      if (reply.kind !== 'found') return context.refuse(redact(saidOf(reply)));
      const found = redact(reply.matches).map(({ procedure: { name, risk, title }, mayStart }) => ({
        name,
        risk,
        title,
        mayStart,
      }));
      if (context.isJson) printJson(context, { found });
      else if (found.length === 0) context.print('No procedure has these words. Try fewer, or others.');
      else {
        const rows = found.map(({ name, risk, title }): Cell[] => [
          { text: name, tone: 'strong' },
          { text: risk, ...toneOfRisk(risk) },
          { text: plainLine(title) },
        ]);
        for (const line of table(context.screen, ['Procedure', 'Risk', 'Title'], rows)) context.print(line);
      }
      return found.length === 0 ? 1 : 0;
    }),
};
