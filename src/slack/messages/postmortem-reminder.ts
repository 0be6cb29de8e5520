// Reminds the owner of a post-mortem that is not done.

import { nameOf, type Incident } from '../../incidents/incident.ts';
import type { Postmortem } from '../../incidents/postmortem-store.ts';
import { section } from '../blocks.ts';
import { plain, time, type SlackMessage } from '../fit.ts';

export function postmortemReminder(incident: Incident, { state, dueAt }: Postmortem, now: Date): SlackMessage {
  const name = nameOf(incident);
  if (state === 'done')
    return { text: `The post-mortem of ${name} is done.`, blocks: [section(`The post-mortem of ${name} is done.`)] };
  const when = dueAt < now ? `was due ${time(dueAt, 'date')}` : `is due ${time(dueAt, 'date')}`;
  const where = incident.channel === null ? '' : ` Its card is in <#${incident.channel}>.`;
  return {
    text: `The post-mortem of ${name} ${dueAt < now ? 'is late' : 'is due soon'}.`,
    blocks: [section(`:pencil: The post-mortem of ${name} (${plain(incident.title, 200)}) ${when}.${where}`)],
  };
}
