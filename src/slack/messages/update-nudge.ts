// A minute before an update is due: a private word to whoever leads.

import { nameOf, type Incident, type UpdateSlot } from '../../incidents/incident.ts';
import { actions, section } from '../blocks.ts';
import { plain, time, type SlackMessage } from '../fit.ts';

export function updateNudge(incident: Incident, slot: UpdateSlot): SlackMessage {
  const what = `${nameOf(incident)} (${plain(incident.title, 200)})`;
  if (slot.state !== 'pending')
    return { text: `The update of ${nameOf(incident)} is out.`, blocks: [section(`The update of ${what} is out.`)] };
  return {
    text: `An update of ${nameOf(incident)} is due.`,
    blocks: [
      section(
        `:alarm_clock: People expect an update of ${what} by *${time(slot.dueAt)}*. Without one the bare facts are posted.`,
      ),
      actions({ action: 'incident.update', text: 'Write update', value: String(incident.id), style: 'primary' }),
    ],
  };
}
