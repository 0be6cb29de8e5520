// `opsbook approve <run>`: a yes, by a person of Slack who shows a one-time code.

import { jsonOption, type CliCommand } from './cli-command.ts';
import { castVote } from './cast-vote.ts';
import { identityOptions } from './who-acts.ts';

export const command: CliCommand = {
  name: 'approve',
  describe: 'say yes to a run that waits for an approval, as a person of Slack with a one-time code',
  arguments: '<run>',
  options: [...identityOptions, jsonOption],
  act: ([number = ''], options, context) => castVote(context, { number, vote: 'yes', reason: '', options }),
};
