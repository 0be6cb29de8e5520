// `opsbook note <incident> <text>`: a line of the timeline that nothing else would have written.

import { note } from '../verbs/note.ts';
import { jsonOption, type CliCommand } from './cli-command.ts';
import { withIncident } from './with-incident.ts';

export const command: CliCommand = {
  name: 'note',
  describe: 'write a line into the timeline of an incident',
  arguments: '<incident> <text>',
  options: [jsonOption],
  act: ([name = '', text = ''], _options, context) =>
    withIncident(context, name, ({ workshop, asker }, { id }) => note(workshop, asker, id, text)),
};
