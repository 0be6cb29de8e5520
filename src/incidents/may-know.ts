// Who may know of a private incident: whoever declared it, whoever has or had a part in it, and everybody in its own channel.

import { z } from 'zod';
import type { Sql } from '../db/database.ts';
import type { Incident } from './incident.ts';

export async function mayKnow(
  sql: Sql,
  incident: Incident,
  asker: { readonly person: string; readonly channel: string },
): Promise<boolean> {
  if (!incident.isPrivate || incident.declaredBy === asker.person || incident.channel === asker.channel) return true;
  const part = await sql.one(
    z.object({ has: z.boolean() }),
    `select exists (select from incident_role where incident = $1 and person = $2)
         or exists (select from timeline_entry where incident = $1 and actor = $2) as has`,
    [incident.id, asker.person],
  );
  return part?.has ?? false;
}
