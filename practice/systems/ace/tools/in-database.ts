// The way of the stand-ins to ACE's database, which may be away.

import { type Ask, withDatabase } from '../data/connect.ts';
import type { World } from '../world.ts';

/** Connects for `work`. `no database`: it does not take connections, or there is none. What `work` throws is thrown on. */
export async function inDatabase<T>({ database }: World, work: (ask: Ask) => Promise<T>): Promise<T | 'no database'> {
  if (database === undefined) return 'no database';
  let isConnected = false;
  try {
    return await withDatabase(database.url, (ask) => {
      isConnected = true;
      return work(ask);
    });
  } catch (thrown) {
    if (isConnected) throw thrown;
    return 'no database';
  }
}
