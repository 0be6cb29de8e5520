// The `update` duty: keeps the promise "next update by". What is due is settled in one transaction with the next promise; the post is
// a job of its own.

import type { Database } from '../db/database.ts';
import { closeDrill, longestDrillMs } from '../drills/close.ts';
import { applyIncidentEvent } from '../incidents/apply.ts';
import type { IncidentDesk } from '../incidents/calls.ts';
import { bot, incidentId, leaderOf } from '../incidents/incident.ts';
import { nudgeMs, pendingSlot } from '../incidents/slots.ts';
import { lockIncident } from '../incidents/store.ts';

export interface UpdateDuty extends IncidentDesk {
  readonly database: Database;
}

export interface UpdateData {
  readonly incident: number;
  readonly seq: number;
  readonly what: 'due' | 'nudge';
}

export async function updateDuty(duty: UpdateDuty, data: UpdateData): Promise<{ readonly again: number } | undefined> {
  return duty.database.transaction(async (tx) => {
    const id = incidentId.parse(data.incident);
    // One after the other at the database, behind the lock; only the answers are waited for together.
    const [locked, slot] = await Promise.all([lockIncident(tx, id), pendingSlot(tx, id)]);
    if (locked === undefined || locked.incident.state !== 'open') return undefined;
    const { incident, now } = locked;
    if (slot === undefined || slot.seq !== data.seq) return undefined;
    const leftMs = slot.dueAt.getTime() - now.getTime();
    if (data.what === 'nudge') {
      if (leftMs > nudgeMs) return { again: leftMs - nudgeMs };
      if (leftMs > 0 && leaderOf(incident) !== undefined)
        duty.queue.send(tx, 'post', { subject: `nudge:${incident.id}:${slot.seq}` }, { priority: 9 });
      return undefined;
    }
    if (leftMs > 0) return { again: leftMs };
    if (incident.isDrill && now.getTime() - incident.declaredAt.getTime() >= longestDrillMs) {
      const text = `Nobody ended it within ${longestDrillMs / 3_600_000} hours.`;
      await closeDrill(tx, duty, incident, { by: bot, text }, now);
      return undefined;
    }
    await applyIncidentEvent(tx, duty, incident, { kind: 'due' }, { by: bot }, now);
    return undefined;
  });
}
