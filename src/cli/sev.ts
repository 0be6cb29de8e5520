// `opsbook sev <incident> <1..4>`: changes the severity, and with it how often people hear of the incident.

import { changeSeverity } from '../verbs/sev.ts';
import { jsonOption, type CliCommand } from './cli-command.ts';
import { withIncident } from './with-incident.ts';

export const command: CliCommand = {
  name: 'sev',
  describe: 'change how severe an incident is',
  arguments: '<incident> <1..4>',
  options: [jsonOption],
  act: ([name = '', severity = ''], _options, context) =>
    withIncident(context, name, ({ workshop, asker }, { id }) => changeSeverity(workshop, asker, id, severity)),
};
