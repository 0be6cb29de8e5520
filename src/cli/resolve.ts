// `opsbook resolve <incident> <text>`: ends the incident; the running bot posts the summary and drafts the post-mortem.

import { resolve } from '../verbs/resolve.ts';
import { jsonOption, type CliCommand } from './cli-command.ts';
import { withIncident } from './with-incident.ts';

export const command: CliCommand = {
  name: 'resolve',
  describe: 'end an incident; the post-mortem is drafted',
  arguments: '<incident> <text>',
  options: [jsonOption],
  act: ([name = '', text = ''], _options, context) =>
    withIncident(context, name, ({ workshop, asker }, { id }) => resolve(workshop, asker, id, text)),
};
