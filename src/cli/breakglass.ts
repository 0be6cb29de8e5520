// `opsbook breakglass <run> <reason>`: starts a run without the second person it needs, as `/ops breakglass` does. Who goes around
// somebody's yes is proven, whatever a role gives to a name at the terminal.

import { CannotStart } from '../errors.ts';
import { breakGlass } from '../verbs/breakglass.ts';
import { refused } from '../verbs/verb.ts';
import { jsonOption, type CliCommand } from './cli-command.ts';
import { identityOptions, isProven } from './who-acts.ts';
import { withRun } from './with-run.ts';

export const command: CliCommand = {
  name: 'breakglass',
  describe: 'start a run without the second person it needs; everybody is told, and somebody else reviews it',
  arguments: '<run> <reason...>',
  options: [...identityOptions, jsonOption],
  act: ([number = '', ...words], options, context) => {
    const reason = words.join(' ').trim();
    if (reason === '' || reason.length > 1_000)
      throw new CannotStart('Say why, in 1,000 characters at most: opsbook breakglass <run> <reason>. It is reviewed.');
    return withRun(context, { number, options }, async (terminal, id) => {
      if (isProven(terminal)) return breakGlass(terminal.workshop, terminal.asker, id, reason);
      return refused(
        `Breaking the glass takes your one-time code: opsbook breakglass ${id} "…" --as <your Slack user id>`,
      );
    });
  },
};
