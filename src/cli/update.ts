// `opsbook update <incident> <text> [--next 30m]`: a person's update, posted by the running bot, at once or when Slack is back.

import { update } from '../verbs/update.ts';
import { jsonOption, type CliCommand } from './cli-command.ts';
import { textOption } from './text-option.ts';
import { withIncident } from './with-incident.ts';

export const command: CliCommand = {
  name: 'update',
  describe: 'tell everybody how an incident stands; the next update is promised anew',
  arguments: '<incident> <text>',
  options: [{ flags: '--next <time>', describe: 'when people hear of it next: 30m, 2h' }, jsonOption],
  act: ([name = '', text = ''], options, context) =>
    withIncident(context, name, ({ workshop, asker }, { id }) =>
      update(workshop, asker, id, { text, next: textOption(options, 'next') }),
    ),
};
