// `opsbook cancel <run>`: no further step begins, as with `/ops cancel`.

import { cancel } from '../verbs/cancel.ts';
import { jsonOption, type CliCommand } from './cli-command.ts';
import { identityOptions } from './who-acts.ts';
import { withRun } from './with-run.ts';

export const command: CliCommand = {
  name: 'cancel',
  describe: 'stop a run: no further step begins',
  arguments: '<run>',
  options: [...identityOptions, jsonOption],
  act: ([number = ''], options, context) =>
    withRun(context, { number, options }, ({ workshop, asker }, run) => cancel(workshop, asker, run)),
};
