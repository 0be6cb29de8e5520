// Broken glass is told where the run is, and where everybody hears of what is going on. Its review is edited into the same posts.

import type { Database } from '../db/database.ts';
import { incidentId } from '../incidents/incident.ts';
import { findIncident } from '../incidents/store.ts';
import { findReview } from '../runs/glass.ts';
import { findCard } from '../runs/cards.ts';
import type { Run } from '../runs/run.ts';
import { findRun } from '../runs/store.ts';
import { glassPost, glassReminder } from '../slack/messages/glass-post.ts';
import type { People } from '../slack/people.ts';
import { showCard, type Poster } from './show-card.ts';

export interface GlassPoster extends Poster {
  readonly people: People;
  readonly announceChannel: string | undefined;
}

/** Without a reminder's number the post itself, and with it every reminder that stands. */
export async function postGlass(duty: GlassPoster, [id = 0, reminder]: readonly number[]): Promise<void> {
  const review = duty.redact(await findReview(duty.database, id));
  const run = review && duty.redact(await findRun(duty.database, review.run));
  if (review === undefined || run === undefined) return;
  const post = { run, review, mention: duty.people.mention };
  const places = await placesOf(duty, run);
  const fallback = review.brokenBy;
  if (reminder !== undefined) {
    const subject = `glass:${id}:${reminder}`;
    for (const place of places) await showCard(duty, { subject, place, message: glassReminder(post), fallback });
    return;
  }
  for (const place of places)
    await showCard(duty, { subject: `glass:${id}`, place, message: glassPost(post), fallback });
  for (let each = 1; each <= review.reminders; each += 1)
    for (const place of places) {
      const subject = `glass:${id}:${each}`;
      if ((await findCard(duty.database, subject, place)) === undefined) continue;
      await showCard(duty, { subject, place, message: glassReminder(post), fallback });
    }
}

async function placesOf({ database, announceChannel }: GlassPoster, run: Run): Promise<readonly string[]> {
  const isSecret = await isOfPrivateIncident(database, run);
  const announced = announceChannel === undefined || isSecret ? [] : [announceChannel];
  return [...new Set([run.channel, ...announced])];
}

async function isOfPrivateIncident(database: Database, { incident }: Run): Promise<boolean> {
  if (incident === null) return false;
  return (await findIncident(database, incidentId.parse(incident)))?.isPrivate !== false;
}
