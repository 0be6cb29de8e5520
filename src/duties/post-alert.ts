// What the `post` duty shows of alerts: a card each, or one message for a flood of them.

import { countFiring, findAlert, listFiring } from '../incidents/alerts.ts';
import { alertCard, alertFlood } from '../slack/messages/alert-card.ts';
import { showCard, type Poster } from './show-card.ts';

export interface AlertPoster extends Poster {
  readonly announceChannel: string | undefined;
}

/** Without a channel for announcements there is nowhere to show them; they are kept all the same. */
export async function postAlert(duty: AlertPoster, id: number): Promise<void> {
  const alert = duty.redact(await findAlert(duty.database, id));
  if (alert === undefined || duty.announceChannel === undefined) return;
  await showCard(duty, {
    subject: `alert:${id}`,
    place: duty.announceChannel,
    message: alertCard(alert),
    fallback: '',
  });
}

export async function postFlood(duty: AlertPoster): Promise<void> {
  if (duty.announceChannel === undefined) return;
  const latest = duty.redact(await listFiring(duty.database, 20));
  const message = alertFlood(await countFiring(duty.database), latest);
  await showCard(duty, { subject: 'alert-flood', place: duty.announceChannel, message, fallback: '' });
}
