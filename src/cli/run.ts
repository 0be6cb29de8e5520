// `opsbook run <procedure> [name=value …]`: starts a run that the bot walks, and tells how it goes until it rests. What takes a second
// person is refused: a name at a terminal is no proof of who that is, and whoever asks must not be able to say yes.

import type { Plan } from '../runbooks/planned.ts';
import { confirm } from '../verbs/confirm.ts';
import { prepare } from '../verbs/prepare.ts';
import { startRun } from '../verbs/run.ts';
import type { CliCommand } from './cli-command.ts';
import { followRun } from './follow-run.ts';
import { readGiven, whyNotPrepared } from './given-parameters.ts';
import { saidOf } from './said-of.ts';
import { withWorkshop } from './with-workshop.ts';

export const command: CliCommand = {
  name: 'run',
  describe: 'run a procedure that takes no second person, and follow it; the bot walks it',
  arguments: '<procedure> [name=value...]',
  options: [
    { flags: '--yes', describe: 'starts a change without asking once more' },
    { flags: '--no-wait', describe: 'does not follow it' },
  ],
  act: ([name = '', ...given], { yes, wait }, context) =>
    withWorkshop(context, async (terminal) => {
      const { workshop, asker, redact } = terminal;
      const named = readGiven(given);
      const prepared = prepare(workshop, 'run', name, named);
      const why =
        prepared.kind === 'ready' ? whyNotHere(prepared.plan, yes === true) : redact(whyNotPrepared('run', prepared));
      if (why !== undefined) {
        context.print(why);
        return 1;
      }
      const planned = await startRun(workshop, asker, name, named);
      const started =
        planned.kind === 'run' && planned.run.state === 'planned'
          ? await confirm(workshop, asker, planned.run.id)
          : planned;
      if (started.kind !== 'run') {
        context.print(redact(saidOf(started)));
        return 1;
      }
      context.print(`Run ${started.run.id} of ${started.run.procedure} is ${started.run.state}.`);
      if (!(await terminal.isBotRunning()))
        context.print('No bot is running now: the run is kept, and goes on as soon as one is.');
      return wait === false ? 0 : followRun(context, terminal, started.run.id);
    }),
};

function whyNotHere({ procedure, risk, approvals, steps }: Plan, isConfirmed: boolean): string | undefined {
  if (approvals > 0 || steps.some(({ kind }) => kind === 'approve'))
    return `${procedure} takes a second person, and a name at a terminal is no proof of who that is. Say it in Slack: /ops run ${procedure}`;
  if (risk === 'read' || isConfirmed) return undefined;
  return `${procedure} changes something. opsbook plan ${procedure} shows what; say opsbook run ${procedure} … --yes to do it.`;
}
