// `opsbook incidents`: the open ones, then the latest, as `/ops incidents` lists them.

import { nameOf, type Incident } from '../incidents/incident.ts';
import { command as listed } from '../verbs/incidents.ts';
import { parseWords } from '../verbs/words.ts';
import { jsonOption, type CliCommand, type CliContext } from './cli-command.ts';
import { plainLine } from './plain-line.ts';
import { printJson } from './print-json.ts';
import { table, type Cell } from './table.ts';
import { wallClock } from './wall-clock.ts';
import { withWorkshop } from './with-workshop.ts';

export const command: CliCommand = {
  name: 'incidents',
  describe: 'list the open incidents, then the latest',
  options: [jsonOption],
  act: (_words, _options, context) =>
    withWorkshop(context, async ({ workshop, asker, redact }) => {
      const reply = await listed.act(parseWords(''), asker, workshop, () => undefined);
      const incidents = reply.kind === 'incidents' ? redact(reply.incidents) : [];
      const { timezone } = workshop.incidents;
      if (context.isJson) printJson(context, { incidents: incidents.map(incidentAsJson) });
      else if (incidents.length === 0)
        context.print('There is no incident that you may know of. opsbook incident <title> --sev 2 declares one.');
      else for (const line of linesOf(incidents, context, timezone)) context.print(line);
      return 0;
    }),
};

function linesOf(incidents: readonly Incident[], { screen }: CliContext, zone: string): string[] {
  const clock = wallClock(zone);
  const rows = incidents.map((incident): Cell[] => {
    const { state, severity, declaredAt, isPrivate, title } = incident;
    return [
      { text: nameOf(incident), tone: 'strong' },
      { text: `SEV${severity}`, ...(state === 'open' && severity === 1 ? { tone: 'bad' } : {}) },
      { text: state, tone: state === 'open' ? 'wait' : 'quiet' },
      { text: clock(declaredAt) },
      { text: `${isPrivate ? '(private) ' : ''}${plainLine(title)}` },
    ];
  });
  return table(screen, ['Incident', 'Severity', 'State', `Declared (${zone})`, 'Title'], rows);
}

/** What programs may rely on; docs/guides/incidents.md says what each means. */
export function incidentAsJson(incident: Incident): object {
  return {
    name: nameOf(incident),
    title: incident.title,
    severity: incident.severity,
    state: incident.state,
    private: incident.isPrivate,
    system: incident.system,
    channel: incident.channel,
    commander: incident.commander,
    declaredBy: incident.declaredBy,
    declaredAt: incident.declaredAt,
    acknowledgedAt: incident.acknowledgedAt,
    mitigatedAt: incident.mitigatedAt,
    resolvedAt: incident.resolvedAt,
    resolution: incident.resolution,
  };
}
