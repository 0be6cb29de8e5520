// `opsbook deny <run> <reason>`: a no, by a person of Slack who shows a one-time code.

import { CannotStart } from '../errors.ts';
import { jsonOption, type CliCommand } from './cli-command.ts';
import { castVote } from './cast-vote.ts';
import { identityOptions } from './who-acts.ts';

export const command: CliCommand = {
  name: 'deny',
  describe: 'say no to a run that waits for an approval, as a person of Slack with a one-time code',
  arguments: '<run> <reason...>',
  options: [...identityOptions, jsonOption],
  act: ([number = '', ...words], options, context) => {
    const reason = words.join(' ').trim();
    if (reason === '') throw new CannotStart('Say why: opsbook deny <run> <reason>. It stands on the card.');
    return castVote(context, { number, vote: 'no', reason, options });
  },
};
