// Who may know of a private incident: whoever declared it, whoever has or had a part in it, and everybody in its own channel.

import { z } from 'zod';
import type { Sql } from '../db/database.ts';
import type { Incident } from './incident.ts';

export interface Curious {
  readonly person: string;
  readonly channel: string;
}

/** The rule as a condition on a query's `incident n`; `$1` is the person, `$2` the channel where they ask. */
export const knownToAsker = `(not n.is_private or n.declared_by = $1 or n.channel = $2
  or exists (select from incident_role p where p.incident = n.id and p.person = $1)
  or exists (select from timeline_entry t where t.incident = n.id and t.actor = $1))`;

/** Where the message stands under which an incident without a channel goes on: where everybody reads, a private one may not. */
export function anchorPlace({ isPrivate, origin, declaredBy }: Incident): string {
  return isPrivate ? `dm:${declaredBy}` : origin;
}

export async function mayKnow(sql: Sql, incident: Incident, asker: Curious): Promise<boolean> {
  if (!incident.isPrivate) return true;
  const row = await sql.one(
    z.object({ may: z.boolean() }),
    `select exists (select from incident n where n.id = $3 and ${knownToAsker}) as may`,
    [asker.person, asker.channel, incident.id],
  );
  return row?.may ?? false;
}
