// The announcement of an incident: one line that says how it stands, and where to go.

import { nameOf, type Incident } from '../../incidents/incident.ts';
import { context, section } from '../blocks.ts';
import { escape, plain, time, type SlackMessage } from '../fit.ts';
import { inMinutes } from './time-in-words.ts';
import { who } from './who.ts';

export function incidentAnnouncement(incident: Incident): SlackMessage {
  const where = incident.thread === null && incident.channel !== null ? ` Go to <#${incident.channel}>.` : '';
  const { resolvedAt, declaredAt } = incident;
  const state = {
    open: `:rotating_light: *SEV${incident.severity}*`,
    resolved: ':white_check_mark: *Resolved*',
    merged: ':twisted_rightwards_arrows: *Merged into another incident*',
  }[incident.state];
  const took = resolvedAt === null ? '' : ` after ${inMinutes(resolvedAt.getTime() - declaredAt.getTime())}`;
  return {
    text: `${nameOf(incident)}, SEV${incident.severity}, ${incident.state}: ${escape(incident.title)}`,
    blocks: [
      section(`${state}${took}: *${plain(incident.title, 300)}*.${where}`),
      context(
        [
          nameOf(incident),
          `declared by ${who(incident.declaredBy)} ${time(declaredAt, 'date')}`,
          incident.commander === null ? 'nobody leads it' : `led by ${who(incident.commander)}`,
        ].join(' · '),
      ),
    ],
  };
}
