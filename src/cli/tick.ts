// `opsbook tick <run> <step...>`: what a person does by hand is done, as **Done** says it.

import { findRun } from '../runs/store.ts';
import { tickedTogether } from '../runs/checklist.ts';
import { refused } from '../verbs/verb.ts';
import { tick } from '../verbs/tick.ts';
import { tickTogether } from '../verbs/tick-together.ts';
import { jsonOption, type CliCommand } from './cli-command.ts';
import { stepNumber } from './step-number.ts';
import { identityOptions } from './who-acts.ts';
import { withRun } from './with-run.ts';

export const command: CliCommand = {
  name: 'tick',
  describe: 'say that steps which a person does by hand are done',
  arguments: '<run> <step...>',
  options: [...identityOptions, jsonOption],
  act: ([number = '', ...words], options, context) => {
    const ticked = words.map(stepNumber);
    return withRun(context, { number, options }, async ({ workshop, asker }, run) => {
      const [first = 0] = ticked;
      if (ticked.length === 1) return tick(workshop, asker, run, first);
      const found = await findRun(workshop.database, run);
      if (found !== undefined && found.state === 'waiting' && tickedTogether(found).length === 0)
        return refused(`The items of run ${run} are ticked one by one: opsbook tick ${run} ${found.cursor + 1}`);
      return tickTogether(workshop, asker, { run, step: found?.cursor ?? first, ticked });
    });
  },
};
