// `opsbook runs`: the open runs, then the latest, as `/ops runs` lists them.

import type { Run } from '../runs/run.ts';
import { command as listed } from '../verbs/runs.ts';
import { parseWords } from '../verbs/words.ts';
import { jsonOption, type CliCommand, type CliContext } from './cli-command.ts';
import { plainLine } from './plain-line.ts';
import { printJson } from './print-json.ts';
import { toneOf } from './run-lines.ts';
import { personHere, saidOf } from './said-of.ts';
import { table, type Cell } from './table.ts';
import { wallClock } from './wall-clock.ts';
import { runAsJson } from './with-run.ts';
import { withWorkshop } from './with-workshop.ts';

export const command: CliCommand = {
  name: 'runs',
  describe: 'list the open runs, then the latest',
  options: [jsonOption],
  act: (_words, _options, context) =>
    withWorkshop(context, async ({ workshop, asker, redact }) => {
      const reply = await listed.act(parseWords(''), asker, workshop, () => undefined);
      if (reply.kind !== 'runs') return context.refuse(redact(saidOf(reply)));
      const runs = redact(reply.runs);
      const { timezone } = workshop.incidents;
      if (context.isJson) printJson(context, { runs: runs.map(runAsJson) });
      else if (runs.length === 0) context.print('Nothing has been run yet. opsbook find <words> finds a procedure.');
      else for (const line of linesOf(runs, context, timezone)) context.print(line);
      return 0;
    }),
};

function linesOf(runs: readonly Run[], { screen }: CliContext, zone: string): string[] {
  const clock = wallClock(zone);
  const rows = runs.map(({ id, state, procedure, plan, requestedBy, createdAt }): Cell[] => [
    { text: String(id), isNumber: true },
    { text: clock(createdAt) },
    { text: state.replaceAll('_', ' '), tone: toneOf(state) },
    { text: plan.drill === undefined ? procedure : `${procedure} (${plan.drill.name})` },
    { text: plainLine(personHere(requestedBy)) },
  ]);
  return table(screen, ['Run', `Planned (${zone})`, 'State', 'Procedure', 'By'], rows);
}
