// `opsbook audit show`: entries of the record, the newest first, as `/ops audit` lists them.

import type { ChainedEntry } from '../audit/chain.ts';
import { CannotStart } from '../errors.ts';
import { pageOfRecord } from '../verbs/audit.ts';
import { jsonOption, type CliCommand, type CliContext } from './cli-command.ts';
import { filterOptions, readFilterOptions } from './entry-filter-options.ts';
import { plainLine } from './plain-line.ts';
import { printJson } from './print-json.ts';
import { saidOf } from './said-of.ts';
import { table, type Cell } from './table.ts';
import { textOption } from './text-option.ts';
import { wallClock } from './wall-clock.ts';
import { withWorkshop } from './with-workshop.ts';

export const command: CliCommand = {
  name: 'audit show',
  describe: 'list who did what, the newest first',
  options: [...filterOptions, { flags: '--below <entry>', describe: 'the page below this entry' }, jsonOption],
  act: (_words, options, context) =>
    withWorkshop(context, async ({ workshop, asker, redact }) => {
      const { timezone } = workshop.incidents;
      const filter = readFilterOptions(options, timezone);
      const below = textOption(options, 'below');
      if (below !== undefined && !/^\d{1,15}$/.test(below))
        throw new CannotStart(`--below takes the number of an entry, not ${JSON.stringify(below)}.`);
      const reply = await pageOfRecord(workshop, asker, filter, {
        before: below === undefined ? below : Number(below),
      });
      if (reply.kind !== 'record') return context.refuse(redact(saidOf(reply)));
      const { entries, hasEarlier } = redact(reply);
      if (context.isJson) printJson(context, { entries: entries.map(asJson), hasEarlier });
      else if (entries.length === 0) context.print('No entry fits.');
      else for (const line of linesOf(entries, context, timezone)) context.print(line);
      if (hasEarlier && !context.isJson) context.print(`There is more: --below ${entries.at(-1)?.seq ?? ''}`);
      return 0;
    }),
};

function linesOf(entries: readonly ChainedEntry[], { screen }: CliContext, zone: string): string[] {
  const clock = wallClock(zone);
  const rows = entries.map(({ seq, at, actor, action, subject, detail }): Cell[] => [
    { text: String(seq), isNumber: true },
    { text: clock(at) },
    { text: plainLine(actor) },
    { text: plainLine(action), tone: 'strong' },
    { text: plainLine(subject) },
    { text: detail === '{}' ? '' : plainLine(detail), tone: 'quiet' },
  ]);
  // A record that is cut would have to be asked for again.
  return table({ ...screen, width: undefined }, ['Entry', `At (${zone})`, 'Who', 'Did', 'To', 'Detail'], rows);
}

/** What programs may rely on; `audit export` has the hashes too. */
function asJson({ seq, at, actor, action, subject, detail }: ChainedEntry): object {
  return { entry: seq, at, actor, action, subject, detail };
}
