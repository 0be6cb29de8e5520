// Carries a decision about an incident out: its row, the promise, the timeline, the audit and the jobs that follow, in the caller's
// transaction. Call it last there, because the audit head is locked from here to the commit.

import type { Transaction } from '../db/database.ts';
import { done, type Result } from '../errors.ts';
import type { Desk } from '../runs/desk.ts';
import { callProcedures, momentsOf, type IncidentDesk } from './calls.ts';
import { decide, type IncidentDecision, type IncidentEvent, type SlotChange } from './decide.ts';
import { writeEntry } from './entries.ts';
import { factsOf } from './update.ts';
import { readKnown } from './view.ts';
import type { Incident } from './incident.ts';
import { beginSlot, insertSettled, moveSlot, pendingSlot, settleSlot } from './slots.ts';
import { changeIncident } from './store.ts';

export interface IncidentRecord {
  readonly by: string;
  /** More for the audit. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

export async function applyIncidentEvent(
  tx: Transaction,
  desk: IncidentDesk,
  incident: Incident,
  event: IncidentEvent,
  record: IncidentRecord,
  now: Date,
): Promise<Result<Incident>> {
  const decision = decide(incident, event, record.by, now);
  if (!decision.ok) return decision;
  const { change, slot } = decision.value;
  const after = changeIncident(tx, incident, change);
  await keepPromise(tx, desk, after, slot, record.by, now);
  showIncident(tx, desk, incident);
  tell(tx, desk, incident, decision.value, record);
  await callProcedures(tx, desk, after, momentsOf(incident, after, event));
  return done(after);
}

/** Its card, wherever it stands. */
export function showIncident(tx: Transaction, desk: Desk, { id }: Pick<Incident, 'id'>): void {
  desk.queue.send(tx, 'post', { subject: `incident:${id}` }, { priority: 8, delayMs: 200 });
}

function tell(
  tx: Transaction,
  desk: Desk,
  incident: Incident,
  { entry, action }: IncidentDecision,
  { by, detail }: IncidentRecord,
): void {
  desk.record(tx, {
    actor: by,
    action,
    subject: `incident:${incident.id}`,
    detail: { say: entry.text, ...detail },
  });
  writeEntry(tx, { incident: incident.id, kind: entry.kind, actor: by, text: entry.text, isAudited: true });
}

async function keepPromise(
  tx: Transaction,
  desk: Desk,
  incident: Incident,
  change: SlotChange,
  by: string,
  now: Date,
): Promise<void> {
  if (change.kind === 'keep') return;
  if (change.kind === 'settle') return settlePromise(tx, desk, incident, change, by, now);
  const { id } = incident;
  const slot = await pendingSlot(tx, id);
  switch (change.kind) {
    case 'move': {
      if (slot === undefined) return;
      const due =
        'ms' in change.by
          ? new Date(Math.max(slot.dueAt.getTime(), now.getTime()) + change.by.ms)
          : new Date(Math.min(slot.dueAt.getTime(), change.by.atMost.getTime()));
      if (due.getTime() !== slot.dueAt.getTime()) await moveSlot(tx, desk.queue, slot, due, now);
      return;
    }
    case 'cancel':
      if (slot !== undefined) settleSlot(tx, slot, { state: 'cancelled', by, text: '', facts: null });
      return;
    case 'begin':
      if (slot === undefined) await beginSlot(tx, desk.queue, id, change.next, now);
  }
}

async function settlePromise(
  tx: Transaction,
  desk: Desk,
  incident: Incident,
  change: Extract<SlotChange, { readonly kind: 'settle' }>,
  by: string,
  now: Date,
): Promise<void> {
  const { id } = incident;
  const [slot, known] = await Promise.all([pendingSlot(tx, id), readKnown(tx, incident)]);
  const facts = factsOf(known, slot ?? { seq: Number.POSITIVE_INFINITY, dueAt: now }, change.next, now);
  const settlement = { state: change.as, by: by === 'opsbook' ? null : by, text: change.text, facts };
  if (slot !== undefined) settleSlot(tx, slot, settlement);
  const seq = slot?.seq ?? (await insertSettled(tx, id, settlement));
  desk.queue.send(tx, 'post', { subject: `update:${id}:${seq}` }, { priority: 9 });
  if (change.next !== undefined) await beginSlot(tx, desk.queue, id, change.next, now);
}
