// What is asked of the database past all troubles: it is asked until it answers, because its crashes are part of the rehearsal.

import { setTimeout as pause } from 'node:timers/promises';
import type { z } from 'zod';
import type { Stage } from './stage.ts';

const againMs = 250;
const patienceMs = 60_000;

export async function ask<S extends z.ZodType>(
  { database }: Stage,
  schema: S,
  text: string,
  values: readonly unknown[] = [],
): Promise<z.infer<S>[]> {
  const until = performance.now() + patienceMs;
  for (;;) {
    try {
      return await database.rows(schema, text, values);
    } catch (thrown) {
      if (performance.now() > until) throw thrown;
      await pause(againMs);
    }
  }
}
