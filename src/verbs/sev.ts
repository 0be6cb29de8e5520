// `/ops sev <n>`: changes the severity, and with it how often people hear of the incident.

import { done, refuse } from '../errors.ts';
import { applyIncidentEvent } from '../incidents/apply.ts';
import { parseSeverity, severityHint } from '../incidents/severities.ts';
import { onIncident, type Which } from './on-incident.ts';
import type { Asker, Command, Reply, Workshop } from './verb.ts';

export const command: Command = {
  name: 'sev',
  usage: 'sev <1..4>',
  describe: 'change how severe the incident is',
  needs: 'incident',
  changes: true,
  act: (words, asker, workshop) => changeSeverity(workshop, asker, words.named['incident'], words.plain[0] ?? ''),
};

export async function changeSeverity(workshop: Workshop, asker: Asker, which: Which, words: string): Promise<Reply> {
  return onIncident(workshop, asker, which, {
    attempted: 'incident.severity',
    act: async ({ tx, incident, now }) => {
      const severity = parseSeverity(words);
      if (severity === undefined) return refuse('usage', `"${words}" is no severity. ${severityHint}`);
      const cadenceMs = workshop.incidents.severities[severity].everyMs;
      const event = { kind: 'severity', severity, cadenceMs } as const;
      const applied = await applyIncidentEvent(tx, workshop, incident, event, { by: asker.person }, now);
      return applied.ok ? done(`It is SEV${severity} now.`) : applied;
    },
  });
}
