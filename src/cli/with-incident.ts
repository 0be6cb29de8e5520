// The frame of a terminal verb that acts on one incident, named `20261130-001`.

import type { Incident } from '../incidents/incident.ts';
import { whichIncident } from '../verbs/on-incident.ts';
import type { Reply } from '../verbs/verb.ts';
import type { CliContext } from './cli-command.ts';
import { printReply } from './print-reply.ts';
import { withWorkshop, type Terminal } from './with-workshop.ts';

export function withIncident(
  context: CliContext,
  name: string,
  act: (terminal: Terminal, incident: Incident) => Promise<Reply>,
): Promise<number> {
  return withWorkshop(context, async (terminal) => {
    const incident = await whichIncident(terminal.workshop, terminal.asker, name);
    if (incident !== undefined) return printReply(context, terminal, await act(terminal, incident));
    return context.refuse(noSuchIncident(name));
  });
}

export function noSuchIncident(name: string): string {
  return `There is no incident ${JSON.stringify(name)}. Name it like 20261130-001; opsbook incidents lists them.`;
}
