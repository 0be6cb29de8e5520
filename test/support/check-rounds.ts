// The rounds and slots of a bot's checks, as a test moves from one to the next.

import { expect } from 'vitest';
import { z } from 'zod';
import type { Opsbook } from './opsbook.ts';

const roundRow = z.object({ slot: z.date().nullable(), missed: z.number(), state: z.string(), say: z.string() });
const slotRow = z.object({ subject: z.string(), nextAt: z.date() });
const patience = { timeout: 15_000 };

export interface Rounds {
  all(): Promise<z.infer<typeof roundRow>[]>;
  slots(): Promise<z.infer<typeof slotRow>[]>;
  /** Until the runbooks have been compared with the slots. */
  hasSlot(subject: string): Promise<void>;
  until(count: number): Promise<z.infer<typeof roundRow>[]>;
  /** Moves to the next time of this, and waits for its round. */
  next(subject?: string): Promise<z.infer<typeof roundRow> | undefined>;
}

export function roundsOf({ db }: Opsbook): Rounds {
  const all = () => db.database.rows(roundRow, 'select slot, missed, state, say from check_round order by id');
  const slots = () => db.database.rows(slotRow, 'select subject, next_at from slot order by subject');
  const until: Rounds['until'] = async (count) => {
    await expect.poll(async () => (await all()).length, patience).toBeGreaterThanOrEqual(count);
    return all();
  };
  return {
    all,
    slots,
    until,
    hasSlot: (subject) =>
      expect.poll(async () => (await slots()).map((slot) => slot.subject), patience).toContain(subject),
    next: async (subject = 'check:harbour.queue') => {
      const before = (await all()).length;
      const now = await db.clock.now();
      const due = (await slots()).find((slot) => slot.subject === subject)?.nextAt ?? now;
      await db.clock.advance(due.getTime() - now.getTime() + 500);
      return (await until(before + 1)).at(-1);
    },
  };
}
