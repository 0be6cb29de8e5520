// The post-mortem's row: who owns it, until when it is due, and the jobs that draft it and remind of it.

import { z } from 'zod';
import type { Sql, Transaction } from '../db/database.ts';
import type { Queue } from '../queue/queue.ts';
import { incidentId, type Incident, type IncidentId } from './incident.ts';

/** Product default: 24 hours after the resolution. */
const dueInMs = 24 * 3_600_000;
/** The first reminder comes this long before it is due, the others a day apart. */
const aheadMs = 4 * 3_600_000;
const dayMs = 24 * 3_600_000;

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

const columns = 'incident, state, owner, due_at, drafted_at, drafts, done_by, done_at, reminders';

/** Once per resolution: an incident that was resolved again is drafted again, and keeps what people wrote. */
export async function sendPostmortem(tx: Transaction, queue: Queue, incident: Incident, now: Date): Promise<void> {
  await tx.run(
    `insert into postmortem (incident, owner, due_at) values ($1, $2, $3)
     on conflict (incident) do update set state = 'draft', drafts = postmortem.drafts + 1, drafted_at = ops_now(), due_at = $3`,
    [incident.id, incident.commander ?? incident.declaredBy, new Date(now.getTime() + dueInMs)],
  );
  queue.send(tx, 'post', { subject: `postmortem:${incident.id}` }, { delayMs: 2_000 });
  queue.send(tx, 'remind', { subject: `postmortem:${incident.id}` }, { delayMs: dueInMs - aheadMs });
}

export async function findPostmortem(sql: Sql, id: IncidentId): Promise<Postmortem | undefined> {
  return sql.one(postmortemRow, `select ${columns} from postmortem where incident = $1`, [id]);
}

/** What a person still has to write. */
export async function listPostmortemsOf(sql: Sql, person: string): Promise<Postmortem[]> {
  return sql.rows(
    postmortemRow,
    `select p.incident, p.state, p.owner, p.due_at, p.drafted_at, p.drafts, p.done_by, p.done_at, p.reminders
     from postmortem p join incident n on n.id = p.incident
     where p.owner = $1 and p.state <> 'done' and n.state = 'resolved' order by p.due_at limit 20`,
    [person],
  );
}

/** What people wrote, by section. */
export async function readSections(sql: Sql, id: IncidentId): Promise<Readonly<Record<string, string>>> {
  const rows = await sql.rows(
    z.object({ section: z.string(), text: z.string() }),
    'select section, text from postmortem_section where incident = $1 order by section',
    [id],
  );
  return Object.fromEntries(rows.map(({ section, text }) => [section, text]));
}

/** The last one who writes a section has written it; nothing of the facts is touched. An empty text makes it a blank again. */
export async function writeSection(
  tx: Transaction,
  id: IncidentId,
  section: string,
  text: string,
  by: string,
): Promise<void> {
  if (text === '') {
    await tx.run('delete from postmortem_section where incident = $1 and section = $2', [id, section]);
    return;
  }
  await tx.run(
    `insert into postmortem_section (incident, section, text, by_person) values ($1, $2, $3, $4)
     on conflict (incident, section) do update set text = $3, by_person = $4, written_at = ops_now()`,
    [id, section, text, by],
  );
}

/** Drafted once more, from the facts as they are now. */
export async function draftAgain(tx: Transaction, queue: Queue, id: IncidentId): Promise<void> {
  await tx.run('update postmortem set drafts = drafts + 1, drafted_at = ops_now() where incident = $1', [id]);
  queue.send(tx, 'post', { subject: `postmortem:${id}` });
}

/** False when it was done before. */
export async function finishPostmortem(tx: Transaction, queue: Queue, id: IncidentId, by: string): Promise<boolean> {
  const finished = await tx.run(
    `update postmortem set state = 'done', done_by = $2, done_at = ops_now(), drafts = drafts + 1
     where incident = $1 and state <> 'done'`,
    [id, by],
  );
  if (finished > 0) queue.send(tx, 'post', { subject: `postmortem:${id}` });
  return finished > 0;
}

const reminding = postmortemRow.extend({ isOpen: z.boolean(), now: z.date() });

/**
 * Counts a reminder and has it posted; answers in how long to look again, undefined when the post-mortem is done. There is nothing to
 * write while the incident is open again, and the draft of a later resolution has its own time.
 */
export async function remindOfPostmortem(tx: Transaction, queue: Queue, id: IncidentId): Promise<number | undefined> {
  const row = await tx.one(
    reminding,
    `select ${columns}, (select state = 'open' from incident where id = $1) as is_open, ops_now() as now
     from postmortem where incident = $1 and state <> 'done' for update`,
    [id],
  );
  if (row === undefined) return undefined;
  if (row.isOpen) return dayMs;
  const earlyMs = row.dueAt.getTime() - aheadMs - row.now.getTime();
  if (earlyMs > 0) return earlyMs;
  const number = row.reminders + 1;
  await tx.run('update postmortem set reminders = $2 where incident = $1', [id, number]);
  queue.send(tx, 'post', { subject: `reminder:${id}:${number}` });
  return dayMs;
}
