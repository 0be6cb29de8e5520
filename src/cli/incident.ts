// `opsbook incident <title> --sev 2 [--private] [--system x]`: declares one, also while Slack is down.

import { CannotStart } from '../errors.ts';
import { parseSeverity } from '../incidents/severities.ts';
import { declare } from '../verbs/incident.ts';
import { refused } from '../verbs/verb.ts';
import { jsonOption, type CliCommand } from './cli-command.ts';
import { printReply } from './print-reply.ts';
import { textOption } from './text-option.ts';
import { withWorkshop } from './with-workshop.ts';

export const command: CliCommand = {
  name: 'incident',
  describe: 'declare an incident; its channel is made as soon as Slack is there',
  arguments: '<title>',
  options: [
    { flags: '--sev <1..4>', describe: 'how severe it is: 1 is the worst' },
    { flags: '--private', describe: 'for its own people only' },
    { flags: '--system <name>', describe: 'the system that it is about, as its runbook names it' },
    jsonOption,
  ],
  act: ([title = ''], options, context) => {
    const said = textOption(options, 'sev');
    const severity = said === undefined ? undefined : parseSeverity(said);
    if (severity === undefined)
      throw new CannotStart(
        `${said === undefined ? 'A severity is missing' : `There is no severity ${said}`}. Say --sev 1 (worst) to --sev 4, or P0 to P3.`,
      );
    const system = textOption(options, 'system');
    return withWorkshop(context, async (terminal) => {
      const { workshop, asker } = terminal;
      const known = [...new Set(workshop.library.runbooks.map((runbook) => runbook.system))].sort();
      if (system !== undefined && !known.includes(system))
        return printReply(context, terminal, refused(noSuchSystem(system, known)));
      const origin = { ...asker, channel: workshop.incidents.announceChannel ?? '' };
      const words = { title, severity, isPrivate: options['private'] === true };
      return printReply(
        context,
        terminal,
        await declare(workshop, origin, { ...words, ...(system === undefined ? {} : { system }) }),
      );
    });
  },
};

function noSuchSystem(system: string, known: readonly string[]): string {
  const there = known.length === 0 ? 'No runbook names one; leave --system out.' : `There are: ${known.join(', ')}.`;
  return `No runbook is about a system ${system}. ${there}`;
}
