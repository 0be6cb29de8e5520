// `opsbook audit show`: entries of the record, the newest first, as `/ops audit` lists them.

import type { ChainedEntry } from '../audit/chain.ts';
import { CannotStart } from '../errors.ts';
import { pageOfRecord } from '../verbs/audit.ts';
import type { CliCommand } from './cli-command.ts';
import { filterOptions, readFilterOptions } from './entry-filter-options.ts';
import { plainLine } from './plain-line.ts';
import { textOption } from './text-option.ts';
import { wallClock } from './wall-clock.ts';
import { withWorkshop } from './with-workshop.ts';

export const command: CliCommand = {
  name: 'audit show',
  describe: 'list who did what, the newest first',
  options: [...filterOptions, { flags: '--below <entry>', describe: 'the page below this entry' }],
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
      const { entries, hasEarlier } = reply.kind === 'record' ? redact(reply) : { entries: [], hasEarlier: false };
      if (entries.length === 0) context.print('No entry fits.');
      else for (const line of [`Times are ${timezone}.`, ...entries.map(lineIn(timezone))]) context.print(line);
      if (hasEarlier) context.print(`There is more: --below ${entries.at(-1)?.seq ?? ''}`);
      return 0;
    }),
};

function lineIn(zone: string): (entry: ChainedEntry) => string {
  const clock = wallClock(zone);
  return ({ seq, at, actor, action, subject, detail }) =>
    [String(seq).padStart(6), clock(at), ...[actor, action, subject, detail === '{}' ? '' : detail].map(plainLine)]
      .join('  ')
      .trimEnd();
}
