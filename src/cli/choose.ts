// `opsbook choose <run> <step> <option>`: picks one option of the choice that a run waits for.

import { choose } from '../verbs/choose.ts';
import { jsonOption, type CliCommand } from './cli-command.ts';
import { stepNumber } from './step-number.ts';
import { identityOptions } from './who-acts.ts';
import { withRun } from './with-run.ts';

export const command: CliCommand = {
  name: 'choose',
  describe: 'pick one option of the choice that a run waits for',
  arguments: '<run> <step> <option>',
  options: [...identityOptions, jsonOption],
  act: ([number = '', word = '', value = ''], options, context) => {
    const step = stepNumber(word);
    return withRun(context, { number, options }, ({ workshop, asker }, run) =>
      choose(workshop, asker, { run, step, value }),
    );
  },
};
