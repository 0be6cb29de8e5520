// `opsbook action <incident> <text> [--owner U…] [--due 3d]`: something to do after the incident.

import { CannotStart } from '../errors.ts';
import { noteAction } from '../verbs/action.ts';
import { jsonOption, type CliCommand } from './cli-command.ts';
import { textOption } from './text-option.ts';
import { withIncident } from './with-incident.ts';

export const command: CliCommand = {
  name: 'action',
  describe: 'note what is to be done after an incident',
  arguments: '<incident> <text>',
  options: [
    { flags: '--owner <user>', describe: 'whose it is, by Slack user id: U0123ABCD' },
    { flags: '--due <day>', describe: 'until when: 2026-12-03, or in days: 3d' },
    jsonOption,
  ],
  act: ([name = '', text = ''], options, context) => {
    const owner = textOption(options, 'owner');
    if (owner !== undefined && !/^[UW][A-Z0-9]{2,}$/.test(owner))
      throw new CannotStart(
        `"${owner}" is no Slack user id. It is in their profile in Slack, under Copy member ID: --owner U0123ABCD.`,
      );
    return withIncident(context, name, ({ workshop, asker }, { id }) =>
      noteAction(workshop, asker, id, { text, owner, due: textOption(options, 'due') }),
    );
  },
};
