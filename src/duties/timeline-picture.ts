// The picture of an incident's timeline, once per draft of its post-mortem, in the thread of the card. What goes wrong with it never
// holds up the text.

import { nameOf } from '../incidents/incident.ts';
import { timelineData, type Naming } from '../incidents/timeline-data.ts';
import type { IncidentHistory } from '../incidents/view.ts';
import { pngOf } from '../pictures/png.ts';
import { timelineAlt } from '../pictures/timeline-alt.ts';
import { timelinePicture } from '../pictures/timeline-picture.ts';
import { insertFileCard, listCards } from '../runs/cards.ts';
import { againAfter, failureOf } from '../slack/clients.ts';
import { sharePicture } from '../slack/picture.ts';
import type { Posted } from '../slack/voice.ts';
import type { Poster } from './show-card.ts';

export function pictureFile(name: string): string {
  return `${name}.png`;
}

/** False when there is none. `view` is redacted: what is drawn can be hidden no more. */
export async function showTimelinePicture(
  duty: Poster,
  view: IncidentHistory & Naming & { readonly now: Date },
  at: { readonly under: Posted; readonly name: string; readonly drafts: number },
): Promise<boolean> {
  const { incident } = view;
  const { channel, ts } = at.under;
  const subject = `postmortem-picture:${incident.id}:${at.drafts}`;
  if ((await listCards(duty.database, subject)).length > 0) return true;
  try {
    const data = timelineData(view, view, view.now);
    const title = `The timeline of ${nameOf(incident)}`;
    const bytes = await pngOf(timelinePicture(data));
    const file = { name: pictureFile(at.name), title, alt: timelineAlt(data), bytes };
    await sharePicture(duty.client, duty.redact, { channel, threadTs: ts }, file, title);
  } catch (thrown) {
    // Slack takes it in a moment, and the text with it.
    if (againAfter(failureOf(thrown)) !== undefined) throw thrown;
    duty.log.warn({ err: thrown, incident: incident.id }, 'the picture of a timeline could not be shown');
    return false;
  }
  await insertFileCard(duty.database, subject, channel, at.under);
  return true;
}
