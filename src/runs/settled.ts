// What never changes of a run, remembered by each process: whoever presses a button of a run that was asked for just now need not wait
// until it is read once more, only to be read again under its lock.

import type { Sql } from '../db/database.ts';
import type { RunId } from '../ids.ts';
import type { Run } from './run.ts';
import { findRun } from './store.ts';

export type SettledRun = Pick<Run, 'id' | 'procedure' | 'plan' | 'digest' | 'requestedBy' | 'channel'>;

export interface SettledRuns {
  find(id: RunId): Promise<SettledRun | undefined>;
}

/** Plans may be long. */
const mostKept = 100;

export function createSettledRuns(sql: Sql): SettledRuns {
  const kept = new Map<RunId, SettledRun>();
  const keep = ({ id, procedure, plan, digest, requestedBy, channel }: SettledRun): void => {
    kept.set(id, { id, procedure, plan, digest, requestedBy, channel });
    // The first that was read goes first.
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  };
  return {
    find: async (id) => {
      const known = kept.get(id);
      if (known !== undefined) return known;
      const run = await findRun(sql, id);
      if (run !== undefined) keep(run);
      return run;
    },
  };
}
