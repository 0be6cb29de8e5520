// The `request` duty: carries out what was acknowledged and is still not done, because the process that accepted it is gone.

import type { Database } from '../db/database.ts';
import { findUnhandled, type StoredRequest } from '../queue/inbox.ts';

export async function requestDuty(
  duty: { readonly database: Database; readonly carryOut: (request: StoredRequest) => Promise<void> },
  data: { readonly keys: readonly string[] },
): Promise<undefined> {
  const failures: unknown[] = [];
  for (const request of await findUnhandled(duty.database, data.keys)) {
    try {
      await duty.carryOut(request);
    } catch (thrown) {
      failures.push(thrown);
    }
  }
  if (failures.length > 0) throw failures[0];
  return undefined;
}
