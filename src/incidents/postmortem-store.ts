// The post-mortem's row: who owns it, until when it is due, and the jobs that draft it and remind of it.

import { z } from 'zod';
import type { Sql, Transaction } from '../db/database.ts';
import type { Queue } from '../queue/queue.ts';
import { incidentId, type Incident, type IncidentId } from './incident.ts';

/** Product default: 24 hours after the resolution. */
const dueInMs = 24 * 3_600_000;
/** The first reminder, before it is due. */
const firstReminderMs = 20 * 3_600_000;

const postmortemRow = z.object({
  incident: incidentId,
  state: z.enum(['draft', 'review', 'done']),
  owner: z.string().nullable(),
  dueAt: z.date(),
  draftedAt: z.date(),
  drafts: z.number(),
  doneBy: z.string().nullable(),
  doneAt: z.date().nullable(),
  reminders: z.number(),
});
export type Postmortem = z.infer<typeof postmortemRow>;

/** Once per resolution: an incident that was resolved again is drafted again, and keeps what people wrote. */
export async function sendPostmortem(tx: Transaction, queue: Queue, incident: Incident, now: Date): Promise<void> {
  await tx.run(
    `insert into postmortem (incident, owner, due_at) values ($1, $2, $3)
     on conflict (incident) do update set state = 'draft', drafts = postmortem.drafts + 1, drafted_at = ops_now(), due_at = $3`,
    [incident.id, incident.commander ?? incident.declaredBy, new Date(now.getTime() + dueInMs)],
  );
  await queue.send(tx, 'post', { subject: `postmortem:${incident.id}` }, { delayMs: 2_000 });
  await queue.send(tx, 'remind', { subject: `postmortem:${incident.id}` }, { delayMs: firstReminderMs });
}

export async function findPostmortem(sql: Sql, id: IncidentId): Promise<Postmortem | undefined> {
  return sql.one(
    postmortemRow,
    `select incident, state, owner, due_at, drafted_at, drafts, done_by, done_at, reminders from postmortem where incident = $1`,
    [id],
  );
}
