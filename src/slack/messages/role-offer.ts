// Asks a person to take a role of an incident, in a direct message.

import { nameOf, type Incident } from '../../incidents/incident.ts';
import { actions, section } from '../blocks.ts';
import { plain, type SlackMessage } from '../fit.ts';
import { who } from './who.ts';

export interface RoleOffer {
  readonly incident: Incident;
  readonly role: string;
  /** Who asks; undefined when the offer is over. */
  readonly by: string | undefined;
}

export function roleOffer({ incident, role, by }: RoleOffer): SlackMessage {
  const what = `${role} of ${nameOf(incident)} (SEV${incident.severity}, ${plain(incident.title, 200)})`;
  const value = `${incident.id}:${role}`;
  if (by === undefined)
    return {
      text: `The question about ${role} is settled.`,
      blocks: [section(`The question who is ${what} is settled.`)],
    };
  const where = incident.channel === null || incident.thread !== null ? '' : ` in <#${incident.channel}>`;
  return {
    text: `Will you be ${role} of ${nameOf(incident)}?`,
    blocks: [
      section(`:bust_in_silhouette: ${who(by)} asks: will you be *${what}*${where}?`),
      actions(
        { action: 'role.accept', text: 'Accept', value, style: 'primary' },
        { action: 'role.decline', text: 'Decline', value },
      ),
    ],
  };
}
