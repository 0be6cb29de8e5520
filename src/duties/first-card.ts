// An incident's card is posted first by its task, which says on the card what Slack refused. A job that only wants it up to date leaves
// it alone until it stands: two that post at once would leave two cards.

import type { Database } from '../db/database.ts';
import { incidentId } from '../incidents/incident.ts';
import { findIncident } from '../incidents/store.ts';
import { listTasks } from '../incidents/task-store.ts';
import { findPost } from '../runs/cards.ts';

/** The task shows it from the rows as they are then, so nothing is lost. */
export async function isLeftToTask(database: Database, subject: string): Promise<boolean> {
  const [kind, number] = subject.split(':');
  if (kind !== 'incident') return false;
  const incident = await findIncident(database, incidentId.parse(Number(number)));
  if (incident === undefined || incident.channel === null) return false;
  const tasks = await listTasks(database, incident.id);
  const isWaiting = tasks.some(({ task, state }) => task === 'card' && state === 'waiting');
  return isWaiting && (await findPost(database, subject, incident.channel)) === undefined;
}
