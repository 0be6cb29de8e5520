// `opsbook retry <run>`: a failed run goes on at its failed step, as with `/ops retry`. Where that asks a second person again, the first
// has to be proven too: whoever asks must not be able to say yes.

import { findRun } from '../runs/store.ts';
import { refused } from '../verbs/verb.ts';
import { retry } from '../verbs/retry.ts';
import { jsonOption, type CliCommand } from './cli-command.ts';
import { takesSecondPerson, whyNotUnproven } from './second-person.ts';
import { identityOptions, isProven } from './who-acts.ts';
import { withRun } from './with-run.ts';

export const command: CliCommand = {
  name: 'retry',
  describe: 'go on with a failed run at its failed step',
  arguments: '<run>',
  options: [...identityOptions, jsonOption],
  act: ([number = ''], options, context) =>
    withRun(context, { number, options }, async (terminal, id) => {
      const { workshop, asker } = terminal;
      const run = await findRun(workshop.database, id);
      if (run !== undefined && takesSecondPerson(run.plan) && !isProven(terminal))
        return refused(whyNotUnproven(run.procedure, `opsbook retry ${id}`));
      return retry(workshop, asker, id);
    }),
};
