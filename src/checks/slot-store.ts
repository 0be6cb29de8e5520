// The next slots, in SQL. A slot's job is sent in the transaction that writes its time, and does nothing when the row says another one.

import { z } from 'zod';
import type { Sql, Transaction } from '../db/database.ts';
import type { Queue } from '../queue/queue.ts';
import { slotId } from '../queue/slot-id.ts';

const slotRow = z.object({ subject: z.string(), cron: z.string(), zone: z.string(), nextAt: z.date() });
export type Slot = z.infer<typeof slotRow>;

const columns = 'subject, cron, zone, next_at';

export async function listSlots(sql: Sql): Promise<Slot[]> {
  return sql.rows(slotRow, `select ${columns} from slot order by subject`);
}

/** Locks the slot against every other replica until the transaction ends; `now` is the database's clock. */
export async function lockSlot(tx: Transaction, subject: string): Promise<Slot | undefined> {
  return tx.one(slotRow, `select ${columns} from slot where subject = $1 for update`, [subject]);
}

/** Writes when it is due next, and sends the job for that. */
export async function setSlot(tx: Transaction, queue: Queue, slot: Slot, now: Date): Promise<void> {
  tx.write(
    `insert into slot (subject, cron, zone, next_at) values ($1, $2, $3, $4)
     on conflict (subject) do update set cron = $2, zone = $3, next_at = $4`,
    [slot.subject, slot.cron, slot.zone, slot.nextAt],
  );
  const at = slot.nextAt.toISOString();
  const key = `${slot.subject}@${at}`;
  const delayMs = Math.max(0, slot.nextAt.getTime() - now.getTime());
  queue.send(tx, 'check', { subject: slot.subject, at }, { id: slotId(key), singletonKey: key, delayMs });
}

export function deleteSlot(tx: Transaction, subject: string): void {
  tx.write('delete from slot where subject = $1', [subject]);
}
