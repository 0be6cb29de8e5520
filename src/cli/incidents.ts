// `opsbook incidents`: the open ones, then the latest, as `/ops incidents` lists them.

import { nameOf, type Incident } from '../incidents/incident.ts';
import { command as listed } from '../verbs/incidents.ts';
import { parseWords } from '../verbs/words.ts';
import type { CliCommand } from './cli-command.ts';
import { plainLine } from './plain-line.ts';
import { wallClock } from './wall-clock.ts';
import { withWorkshop } from './with-workshop.ts';

export const command: CliCommand = {
  name: 'incidents',
  describe: 'list the open incidents, then the latest',
  options: [{ flags: '--json', describe: 'one JSON document' }],
  act: (_words, { json }, context) =>
    withWorkshop(context, async ({ workshop, asker, redact }) => {
      const reply = await listed.act(parseWords(''), asker, workshop, () => undefined);
      const incidents = reply.kind === 'incidents' ? redact(reply.incidents) : [];
      const { timezone } = workshop.incidents;
      if (json === true)
        context.print(JSON.stringify({ version: 1, incidents: incidents.map(incidentAsJson) }, null, 2));
      else if (incidents.length === 0)
        context.print('There is no incident that you may know of. opsbook incident <title> --sev 2 declares one.');
      else for (const line of [`Times are ${timezone}.`, ...table(incidents, timezone)]) context.print(line);
      return 0;
    }),
};

function table(incidents: readonly Incident[], zone: string): string[] {
  const clock = wallClock(zone);
  const widest = Math.max(...incidents.map(({ state }) => state.length));
  return incidents.map((incident) => {
    const { state, severity, declaredAt, isPrivate, title } = incident;
    const cells = [nameOf(incident), `SEV${severity}`, state.padEnd(widest), clock(declaredAt)];
    return [...cells, `${isPrivate ? '(private) ' : ''}${plainLine(title)}`].join('  ');
  });
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
