// What the runbooks want to come round by the clock, and how that differs from the slots there are. Pure.

import { isChecklist } from '../runbooks/check-settings.ts';
import type { Runbook } from '../runbooks/model.ts';
import { nextSlot } from './slots.ts';
import type { Slot } from './slot-store.ts';

export type Wanted = Pick<Slot, 'subject' | 'cron' | 'zone'>;

export const digestSubject = 'digest';
/** Before most people's day begins. */
const digestCron = '0 8 * * *';

/** Without a channel to post in, there are neither checklists nor digests. */
export function wantedSlots(runbooks: readonly Runbook[], zone: string, hasChannel: boolean): readonly Wanted[] {
  const own = runbooks.flatMap(({ procedures }) =>
    procedures.flatMap((procedure): Wanted[] => {
      const { name, schedule } = procedure;
      if (schedule === undefined) return [];
      if (!isChecklist(procedure)) return [{ subject: `check:${name}`, cron: schedule, zone }];
      return hasChannel ? [{ subject: `checklist:${name}`, cron: schedule, zone }] : [];
    }),
  );
  return hasChannel ? [...own, { subject: digestSubject, cron: digestCron, zone }] : own;
}

export interface SlotChanges {
  readonly set: readonly Slot[];
  readonly removed: readonly string[];
}

/** A job that has not come for so long will not come any more; then there is one more, at once. */
const lostAfterMs = 6 * 3_600_000;

/** A new or changed slot begins with its next time; what has not changed keeps the time it waits for. */
export function compareSlots(there: readonly Slot[], wanted: readonly Wanted[], now: Date): SlotChanges {
  const known = new Map(there.map((slot) => [slot.subject, slot]));
  const set = wanted.flatMap((one): Slot[] => {
    const slot = known.get(one.subject);
    const isSame = slot !== undefined && slot.cron === one.cron && slot.zone === one.zone;
    if (isSame && now.getTime() - slot.nextAt.getTime() < lostAfterMs) return [];
    if (isSame) return [{ ...one, nextAt: now }];
    const nextAt = nextSlot(one.cron, one.zone, now);
    return nextAt === undefined ? [] : [{ ...one, nextAt }];
  });
  const names = new Set(wanted.map(({ subject }) => subject));
  return { set, removed: there.map(({ subject }) => subject).filter((subject) => !names.has(subject)) };
}
