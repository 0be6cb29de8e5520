// Action items in SQL: what is to be done after an incident, who owns it, and the reminders until it is settled.

import { z } from 'zod';
import type { Sql, Transaction } from '../db/database.ts';
import type { Queue } from '../queue/queue.ts';
import { knownToAsker, type Curious } from './may-know.ts';
import { actionItemRow, type IncidentId } from './incident.ts';

const columns = `i.id, i.incident, i.text, i.owner, i.due_on::text as due_on, i.state, i.created_by, i.created_at, i.settled_by,
  i.settled_at, i.reminders`;

export const listedItem = actionItemRow.extend({
  day: z.string(),
  number: z.number(),
  isDrill: z.boolean(),
  channel: z.string().nullable(),
});
export type ListedItem = z.infer<typeof listedItem>;
const listed = `select ${columns}, to_char(n.day, 'YYYYMMDD') as day, n.number, n.is_drill, n.channel
  from action_item i join incident n on n.id = i.incident`;

export interface NewItem {
  readonly incident: IncidentId;
  readonly text: string;
  readonly owner: string | null;
  readonly dueOn: string | null;
  readonly createdBy: string;
}

/** Milliseconds after nine o'clock UTC of its day, when an owner is reminded of what is due. */
const nineOClockMs = 9 * 3_600_000;

export async function insertActionItem(tx: Transaction, queue: Queue, item: NewItem, now: Date): Promise<number> {
  const made = await tx.one(
    z.object({ id: z.number() }),
    'insert into action_item (incident, text, owner, due_on, created_by) values ($1, $2, $3, $4, $5) returning id',
    [item.incident, item.text, item.owner, item.dueOn, item.createdBy],
  );
  const id = made?.id ?? 0;
  if (item.owner !== null && item.dueOn !== null) {
    const at = Date.parse(`${item.dueOn}T00:00:00Z`) + nineOClockMs;
    queue.send(tx, 'remind', { subject: `action:${id}` }, { delayMs: Math.max(0, at - now.getTime()) });
  }
  return id;
}

/** Those of incidents that the asker may know of, and their own; the ones that are due first, first. */
export async function listOpenItems(sql: Sql, { person, channel }: Curious, limit: number): Promise<ListedItem[]> {
  return sql.rows(
    listedItem,
    `${listed} where i.state = 'open' and (i.owner = $1 or ${knownToAsker}) order by i.due_on nulls last, i.id limit $3`,
    [person, channel, limit],
  );
}

/** What a person owns and should have done by today. */
export async function listItemsDue(sql: Sql, person: string, timezone: string): Promise<ListedItem[]> {
  return sql.rows(
    listedItem,
    `${listed} where i.state = 'open' and i.owner = $1 and i.due_on <= (ops_now() at time zone $2)::date
     order by i.due_on, i.id limit 50`,
    [person, timezone],
  );
}

export async function findItem(sql: Sql, id: number): Promise<ListedItem | undefined> {
  return sql.one(listedItem, `${listed} where i.id = $1`, [id]);
}

/** Counts a reminder of it; undefined when it is settled. */
export async function remindOfItem(tx: Transaction, id: number): Promise<number | undefined> {
  const row = await tx.one(
    z.object({ reminders: z.number() }),
    `update action_item set reminders = reminders + 1 where id = $1 and state = 'open' returning reminders`,
    [id],
  );
  return row?.reminders;
}

/** Undefined when it was settled before. */
export async function settleActionItem(
  tx: Transaction,
  id: number,
  as: 'done' | 'dropped',
  by: string,
): Promise<ListedItem | undefined> {
  const settled = await tx.run(
    `update action_item set state = $2, settled_by = $3, settled_at = ops_now() where id = $1 and state = 'open'`,
    [id, as, by],
  );
  return settled === 0 ? undefined : findItem(tx, id);
}
