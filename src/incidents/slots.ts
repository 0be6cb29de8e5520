// The promise "next update by" as rows and jobs. A slot is settled once, in the transaction that makes the next one.

import type { z } from 'zod';
import type { Sql, Transaction } from '../db/database.ts';
import type { Queue } from '../queue/queue.ts';
import { slotRow, type IncidentId, type UpdateSlot } from './incident.ts';

/** The commander is nudged this long before an update is due. */
export const nudgeMs = 60_000;

const columns = 'incident, seq, due_at, state, settled_at, by_person, text, facts';

/** When it was due and what became of it; what was posted is in the row. */
const slotTimes = slotRow.pick({ seq: true, dueAt: true, state: true, settledAt: true });
export type SlotTimes = z.infer<typeof slotTimes>;
const times = 'select seq, due_at, state, settled_at from update_slot where incident = $1';

/** In the order in which they were promised. */
export async function listSlots(sql: Sql, incident: IncidentId): Promise<SlotTimes[]> {
  return sql.rows(slotTimes, `${times} order by seq`, [incident]);
}

/** The last that people wrote and the last of all that were posted, in their order. */
export async function latestSlots(sql: Sql, incident: IncidentId): Promise<SlotTimes[]> {
  return sql.rows(
    slotTimes,
    `(${times} and state = 'human' order by seq desc limit 1)
     union (${times} and state in ('human', 'facts') order by seq desc limit 1) order by seq`,
    [incident],
  );
}

export async function findSlot(sql: Sql, incident: IncidentId, seq: number): Promise<UpdateSlot | undefined> {
  return sql.one(slotRow, `select ${columns} from update_slot where incident = $1 and seq = $2`, [incident, seq]);
}

export async function pendingSlot(sql: Sql, incident: IncidentId): Promise<UpdateSlot | undefined> {
  return sql.one(slotRow, `select ${columns} from update_slot where incident = $1 and state = 'pending'`, [incident]);
}

/** Makes the next promise, with the jobs that keep it. `id` of the jobs is the slot's, so several replicas make one. */
export async function beginSlot(
  tx: Transaction,
  queue: Queue,
  incident: IncidentId,
  due: Date,
  now: Date,
): Promise<number> {
  const made = await tx.one(
    slotRow,
    `insert into update_slot (incident, seq, due_at)
     select $1, coalesce(max(seq), 0) + 1, $2 from update_slot where incident = $1 returning ${columns}`,
    [incident, due],
  );
  if (made === undefined) throw new Error(`incident ${incident} took no slot`);
  await sendSlot(tx, queue, made, now);
  return made.seq;
}

async function sendSlot(tx: Transaction, queue: Queue, { incident, seq, dueAt }: UpdateSlot, now: Date): Promise<void> {
  const inMs = dueAt.getTime() - now.getTime();
  const key = `incident:${incident}:update:${seq}`;
  queue.send(
    tx,
    'update',
    { incident, seq, what: 'due' },
    { singletonKey: key, delayMs: Math.max(0, inMs), priority: 5 },
  );
  if (inMs > nudgeMs)
    queue.send(
      tx,
      'update',
      { incident, seq, what: 'nudge' },
      { singletonKey: `${key}:nudge`, delayMs: inMs - nudgeMs },
    );
}

/** Earlier or later; the jobs look at the row when their own time comes, and a new job comes for an earlier one. */
export async function moveSlot(tx: Transaction, queue: Queue, slot: UpdateSlot, due: Date, now: Date): Promise<void> {
  await tx.run('update update_slot set due_at = $3 where incident = $1 and seq = $2', [slot.incident, slot.seq, due]);
  await sendSlot(tx, queue, { ...slot, dueAt: due }, now);
}

export interface Settlement {
  readonly state: 'human' | 'facts' | 'cancelled';
  readonly by: string | null;
  readonly text: string;
  readonly facts: unknown;
}

export function settleSlot(tx: Transaction, slot: UpdateSlot, with_: Settlement): void {
  tx.write(
    `update update_slot set state = $3, settled_at = ops_now(), by_person = $4, text = $5, facts = $6
     where incident = $1 and seq = $2 and state = 'pending'`,
    [slot.incident, slot.seq, with_.state, with_.by, with_.text, JSON.stringify(with_.facts ?? null)],
  );
}

/** An update that nobody had promised. */
export async function insertSettled(tx: Transaction, incident: IncidentId, with_: Settlement): Promise<number> {
  const made = await tx.one(
    slotRow,
    `insert into update_slot (incident, seq, due_at, state, settled_at, by_person, text, facts)
     select $1, coalesce(max(seq), 0) + 1, ops_now(), $2, ops_now(), $3, $4, $5 from update_slot where incident = $1
     returning ${columns}`,
    [incident, with_.state, with_.by, with_.text, JSON.stringify(with_.facts ?? null)],
  );
  return made?.seq ?? 0;
}
