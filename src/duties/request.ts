// The `request` duty: carries out what was acknowledged and is still not done, because the process that accepted it is gone.

import type { Database } from '../db/database.ts';
import { isOutage } from '../db/is-outage.ts';
import { SlackSilent } from '../errors.ts';
import { findUnhandled, type StoredRequest } from '../queue/inbox.ts';

/** However long the database is away or takes no changes, and while Slack is silent, no try is burnt. */
const afterOutageMs = 5_000;

export async function requestDuty(
  duty: { readonly database: Database; readonly carryOut: (request: StoredRequest) => Promise<void> },
  data: { readonly keys: readonly string[] },
): Promise<{ readonly again: number } | undefined> {
  const failures: unknown[] = [];
  for (const request of await findUnhandled(duty.database, data.keys)) {
    try {
      await duty.carryOut(request);
    } catch (thrown) {
      failures.push(thrown);
    }
  }
  const bug = failures.find((failure) => !isOutage(failure) && !(failure instanceof SlackSilent));
  if (bug !== undefined) throw bug;
  return failures.length > 0 ? { again: afterOutageMs } : undefined;
}
