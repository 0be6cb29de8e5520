// `opsbook runs`: the open runs, then the latest, as `/ops runs` lists them.

import type { Run } from '../runs/run.ts';
import { command as listed } from '../verbs/runs.ts';
import { parseWords } from '../verbs/words.ts';
import type { CliCommand } from './cli-command.ts';
import { saidOf } from './said-of.ts';
import { wallClock } from './wall-clock.ts';
import { withWorkshop } from './with-workshop.ts';

export const command: CliCommand = {
  name: 'runs',
  describe: 'list the open runs, then the latest',
  options: [{ flags: '--json', describe: 'one JSON document' }],
  act: (_words, { json }, context) =>
    withWorkshop(context, async ({ workshop, asker, redact }) => {
      const reply = await listed.act(parseWords(''), asker, workshop, () => undefined);
      const runs = reply.kind === 'runs' ? redact(reply.runs) : [];
      if (json === true) context.print(JSON.stringify({ version: 1, runs: runs.map(runAsJson) }, null, 2));
      else if (reply.kind !== 'runs') context.print(redact(saidOf(reply)));
      else for (const run of runs) context.print(line(run, wallClock(workshop.incidents.timezone)));
      return reply.kind === 'said' && reply.isRefusal === true ? 1 : 0;
    }),
};

function line({ id, state, procedure, plan, requestedBy, createdAt }: Run, clock: (at: Date) => string): string {
  const drill = plan.drill === undefined ? [] : [`(${plan.drill.name})`];
  return [String(id).padStart(6), clock(createdAt), state.padEnd(17), procedure, requestedBy, ...drill].join('  ');
}

function runAsJson({ id, state, procedure, plan, requestedBy, createdAt, startedAt, endedAt, say }: Run): object {
  const drill = plan.drill?.name ?? null;
  return { id, state, procedure, risk: plan.risk, drill, requestedBy, createdAt, startedAt, endedAt, say };
}
