// The `check` duty: what comes round by the clock. A slot's work and the next slot are one transaction, so no replica repeats it; after
// a time without anybody there is one round, not one for each slot that passed.

import { carryOutCheck, type Outcome } from '../checks/carry-out.ts';
import type { Measure } from '../checks/measurement.ts';
import type { Round } from '../checks/round.ts';
import { missedSince, nextSlot } from '../checks/slots.ts';
import { deleteSlot, listSlots, lockSlot, setSlot, type Slot } from '../checks/slot-store.ts';
import { deleteOldRounds, insertRound, latestScheduled } from '../checks/store.ts';
import { compareSlots, digestSubject, wantedSlots } from '../checks/wanted-slots.ts';
import type { Database, Transaction } from '../db/database.ts';
import { wakeHomes } from '../home/home-views.ts';
import { forgetHandled } from '../queue/inbox.ts';
import type { Procedure, Runbook } from '../runbooks/model.ts';
import { clockNow } from './clock.ts';
import { beginChecklist, type ChecklistDuty } from './checklist.ts';

export interface CheckDuty extends ChecklistDuty {
  readonly database: Database;
  readonly measure: Measure;
  readonly zone: string;
}

/** The job that compares the slots with the runbooks, over and over. */
export const tendSubject = 'tend';
const tendAgainMs = 30_000;
const bot = 'opsbook';

export async function checkDuty(
  duty: CheckDuty,
  data: { readonly subject: string; readonly at?: string | undefined },
): Promise<{ readonly again: number } | undefined> {
  if (data.subject === tendSubject) {
    // It comes back for ever, so it may not use its tries up.
    await tend(duty).catch((err: unknown) =>
      duty.log.warn({ err }, 'the slots could not be compared with the runbooks'),
    );
    return { again: tendAgainMs };
  }
  const now = await clockNow(duty.database);
  const at = new Date(data.at ?? now);
  // The job's delay is a promise of the queue's clock; the slot is one of the database's.
  if (at > now) return { again: Math.min(60_000, at.getTime() - now.getTime()) };
  await duty.library.refresh(Infinity);
  const [kind = '', name = ''] = data.subject.split(':');
  if (data.subject === digestSubject) return onTime(duty, data.subject, at, (tx) => postDigest(duty, tx, at));
  const found = duty.library.procedure(name);
  // Should it come back, the next comparison finds no slot and makes one.
  if (found === undefined) return duty.database.transaction((tx) => remove(duty, tx, data.subject));
  if (kind === 'checklist') {
    const begin = await beginChecklist(duty, found.runbook, found.procedure, at);
    return onTime(duty, data.subject, at, begin);
  }
  if (!(await isDue(duty.database, data.subject, at))) return undefined;
  const outcome = await carryOutCheck(duty, found.runbook, found.procedure);
  return onTime(duty, data.subject, at, (tx, slot, missed) => record(duty, tx, { ...found, outcome, slot, missed }));
}

/** Carries the slot's work out and sets the next slot, unless somebody else has. */
async function onTime(
  duty: CheckDuty,
  subject: string,
  at: Date,
  work: (tx: Transaction, slot: Slot, missed: number) => Promise<void>,
): Promise<undefined> {
  const now = await clockNow(duty.database);
  await duty.database.transaction(async (tx) => {
    const slot = await lockSlot(tx, subject);
    if (slot === undefined || slot.nextAt.getTime() !== at.getTime()) return;
    const nextAt = nextSlot(slot.cron, slot.zone, now);
    if (nextAt === undefined) deleteSlot(tx, subject);
    else await setSlot(tx, duty.queue, { ...slot, nextAt }, now);
    await work(tx, slot, missedSince(slot.cron, slot.zone, slot.nextAt, now));
  });
  return undefined;
}

async function isDue(database: Database, subject: string, at: Date): Promise<boolean> {
  const slot = (await listSlots(database)).find((one) => one.subject === subject);
  return slot?.nextAt.getTime() === at.getTime();
}

interface Recorded {
  readonly runbook: Runbook;
  readonly procedure: Procedure;
  readonly outcome: Outcome;
  readonly slot: Slot;
  readonly missed: number;
}

async function record(duty: CheckDuty, tx: Transaction, recorded: Recorded): Promise<void> {
  const { runbook, procedure, outcome, slot, missed } = recorded;
  const { name, title } = procedure;
  const before = await latestScheduled(tx, name);
  const about = { system: runbook.system, procedure: name, title, slot: slot.nextAt, missed, outcome };
  const round = await insertRound(tx, about, before);
  if (round === undefined) return;
  if (round.episode !== null && duty.announceChannel !== undefined)
    duty.queue.send(tx, 'post', { subject: `check:${round.episode}` });
  if (round.state !== (before?.state ?? 'ok')) await noteTurn(duty, tx, round, outcome);
  else if (before === undefined) wakeHomes(tx, duty.queue);
}

/** The audit has each turn for the worse or the better; a round that finds what the one before found is in `check_round` only. */
async function noteTurn(duty: CheckDuty, tx: Transaction, round: Round, outcome: Outcome): Promise<void> {
  const results = Object.fromEntries(
    outcome.results.map(({ metric, shown, state }) => [metric, `${shown} (${state})`]),
  );
  const detail = { digest: outcome.digest, results, ...(outcome.say === '' ? {} : { say: outcome.say }) };
  duty.record(tx, {
    actor: bot,
    action: `check.${round.state}`,
    subject: `procedure:${round.procedure}`,
    detail,
  });
}

async function postDigest(duty: CheckDuty, tx: Transaction, at: Date): Promise<void> {
  duty.queue.send(tx, 'post', { subject: `digest:${at.getTime()}` });
}

/** Slots for what the runbooks say now. Whoever changes a schedule sees it followed within a minute. */
async function tend(duty: CheckDuty): Promise<void> {
  await duty.library.refresh(Infinity);
  const wanted = wantedSlots(duty.library.runbooks, duty.zone, duty.announceChannel !== undefined);
  const now = await clockNow(duty.database);
  const changes = compareSlots(await listSlots(duty.database), wanted, now);
  if (changes.set.length + changes.removed.length > 0)
    await duty.database.transaction(async (tx) => {
      for (const slot of changes.set) await setSlot(tx, duty.queue, slot, now);
      for (const subject of changes.removed) await remove(duty, tx, subject);
    });
  await deleteOldRounds(duty.database);
  await forgetHandled(duty.database);
}

/** A card that is still open says that nobody looks any more. */
async function remove(duty: CheckDuty, tx: Transaction, subject: string): Promise<undefined> {
  deleteSlot(tx, subject);
  const last = await latestScheduled(tx, subject.slice(subject.indexOf(':') + 1));
  if (last !== undefined && last.state !== 'ok' && last.episode !== null && duty.announceChannel !== undefined)
    duty.queue.send(tx, 'post', { subject: `check:${last.episode}` });
  return undefined;
}
