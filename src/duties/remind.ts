// The `remind` duty: looks whether what it reminds of is still open, and has the reminder posted.

import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { runId } from '../ids.ts';
import { remindOfItem } from '../incidents/action-items.ts';
import { incidentId, type IncidentId } from '../incidents/incident.ts';
import { remindOfPostmortem } from '../incidents/postmortem-store.ts';
import type { Desk } from '../runs/desk.ts';
import { lockUnlock, settleUnlock } from '../runs/unlocks.ts';
import { remindOfReview } from '../runs/glass.ts';
import { urgeApproval } from './urge-approval.ts';

export interface RemindDuty extends Desk {
  readonly database: Database;
}

const dayMs = 24 * 3_600_000;

export async function remindDuty(
  duty: RemindDuty,
  { subject }: { readonly subject: string },
): Promise<{ readonly again: number } | undefined> {
  const [kind, number] = subject.split(':');
  const id = z.number().int().parse(Number(number));
  if (kind === 'postmortem') return remindPostmortem(duty, incidentId.parse(id));
  if (kind === 'unlock') return expireUnlock(duty, id);
  if (kind === 'approval') return urgeApproval(duty, runId.parse(id));
  if (kind === 'glass') return remindReview(duty, id);
  if (kind !== 'action') return undefined;
  return duty.database.transaction(async (tx) => {
    const times = await remindOfItem(tx, id);
    if (times === undefined) return undefined;
    duty.queue.send(tx, 'post', { subject: `action:${id}:${times}` });
    return { again: dayMs };
  });
}

/** Nobody has decided whether a lock may be taken from its run. */
async function expireUnlock(duty: RemindDuty, id: number): Promise<undefined> {
  await duty.database.transaction(async (tx) => {
    const unlock = await lockUnlock(tx, id);
    if (unlock?.state !== 'pending') return;
    const say = `Nobody decided in time. Ask again: /ops unlock ${unlock.lock} <reason>`;
    settleUnlock(tx, id, { state: 'expired', by: null, say });
    duty.queue.send(tx, 'post', { subject: `unlock:${id}` });
    const detail = { run: unlock.run, askedBy: unlock.askedBy };
    duty.record(tx, { actor: 'opsbook', action: 'lock.expired', subject: `lock:${unlock.lock}`, detail });
  });
}

/** Once before it is due, then once a day. An incident that goes on, or was resolved later, is due later. */
async function remindPostmortem(duty: RemindDuty, id: IncidentId): Promise<{ readonly again: number } | undefined> {
  const againMs = await duty.database.transaction((tx) => remindOfPostmortem(tx, duty.queue, id));
  return againMs === undefined ? undefined : { again: againMs };
}

/** Once a day, until somebody else has closed it. */
async function remindReview(duty: RemindDuty, id: number): Promise<{ readonly again: number } | undefined> {
  const againMs = await duty.database.transaction((tx) => remindOfReview(tx, duty.queue, id));
  return againMs === undefined ? undefined : { again: againMs };
}
