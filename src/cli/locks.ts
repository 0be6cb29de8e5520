// `opsbook locks`: who holds which lock, and who waits for it, as `/ops locks` lists them.

import { command as listed } from '../verbs/locks.ts';
import { parseWords } from '../verbs/words.ts';
import { jsonOption, type CliCommand, type CliContext } from './cli-command.ts';
import { plainLine } from './plain-line.ts';
import { printJson } from './print-json.ts';
import { personHere, saidOf } from './said-of.ts';
import { table, type Cell } from './table.ts';
import { withWorkshop } from './with-workshop.ts';

export const command: CliCommand = {
  name: 'locks',
  describe: 'list the locks that runs hold or wait for',
  options: [jsonOption],
  act: (_words, _options, context) =>
    withWorkshop(context, async ({ workshop, asker, redact }) => {
      const reply = redact(await listed.act(parseWords(''), asker, workshop, () => undefined));
      const locks = reply.kind === 'locks' ? reply.locks : [];
      if (context.isJson) printJson(context, { locks });
      else if (reply.kind === 'locks') for (const line of linesOf(locks, reply.now, context)) context.print(line);
      else context.print(saidOf(reply));
      return 0;
    }),
};

type Listed = Extract<Awaited<ReturnType<typeof listed.act>>, { readonly kind: 'locks' }>['locks'][number];

function linesOf(locks: readonly Listed[], now: Date, { screen }: CliContext): string[] {
  const rows = locks.map(({ name, state, run, procedure, requestedBy, since, reason }): Cell[] => {
    const minutes = Math.floor((now.getTime() - since.getTime()) / 60_000);
    return [
      { text: name },
      { text: state, tone: state === 'held' ? 'strong' : 'wait' },
      { text: String(run), isNumber: true },
      { text: procedure },
      { text: plainLine(personHere(requestedBy)) },
      { text: `${minutes} min`, isNumber: true },
      { text: plainLine(reason) },
    ];
  });
  return table(screen, ['Lock', 'Is', 'Run', 'Procedure', 'By', 'Since', 'Why'], rows);
}
