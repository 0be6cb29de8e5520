// **Approve** and **Deny** of taking a lock. A yes ends the run that holds it, unless a change of that run is under way.

import type { Transaction } from '../db/database.ts';
import type { Refusal } from '../errors.ts';
import { neededToApprove } from '../policy/permission.ts';
import { applyEvent } from '../runs/apply.ts';
import { closeApproval, latestApproval } from '../runs/approvals.ts';
import { holdsLock } from '../runs/lock-store.ts';
import type { Run } from '../runs/run.ts';
import { findRun, listAttemptsHere, lockRun } from '../runs/store.ts';
import { effectUnderWay, findUnlock, lockUnlock, mayDecide, settleUnlock, type Unlock } from '../runs/unlocks.ts';
import { once, said, type Asker, type Reply, type Workshop } from './verb.ts';

export async function answerUnlock(workshop: Workshop, asker: Asker, id: number, vote: 'yes' | 'no'): Promise<Reply> {
  const before = await findUnlock(workshop.database, id);
  if (before === undefined) return once(workshop, asker, async () => said('That button no longer does anything.'));
  const holder = await findRun(workshop.database, before.run);
  const permission = neededToApprove(holder?.plan.risk ?? 'change');
  const [electorate, denied] = await Promise.all([
    workshop.membersOf(before.who),
    workshop.whyNot(
      asker.person,
      permission,
      holder === undefined ? {} : { system: holder.plan.system, procedure: holder.procedure },
    ),
  ]);
  return once(workshop, asker, async (tx) => {
    const locked = await lockRun(tx, before.run);
    const unlock = await lockUnlock(tx, id);
    if (locked === undefined || unlock === undefined) return said('That button no longer does anything.');
    const { run, now } = locked;
    const may = mayDecide(unlock, asker.person, vote, electorate, now);
    if (!may.ok) return refused(workshop, tx, asker, unlock, may.refusal);
    // Who asked may take it back without any right.
    if (denied !== undefined && asker.person !== unlock.askedBy)
      return refused(workshop, tx, asker, unlock, { kind: 'denied', say: denied });
    if (vote === 'no') return deny(workshop, tx, asker, unlock);
    if (!(await holdsLock(tx, unlock.lock, run.id))) return tooLate(workshop, tx, asker, unlock);
    const underWay = effectUnderWay(run, await listAttemptsHere(tx, run.id));
    if (underWay !== undefined) return refused(workshop, tx, asker, unlock, { kind: 'conflict', say: underWay });
    return take(workshop, tx, asker, { unlock, run, now });
  });
}

function refused(workshop: Workshop, tx: Transaction, asker: Asker, unlock: Unlock, refusal: Refusal): Reply {
  record(workshop, tx, asker, unlock, 'lock.refused', { say: refusal.say, reason: refusal.kind });
  return said(refusal.say);
}

function deny(workshop: Workshop, tx: Transaction, asker: Asker, unlock: Unlock): Reply {
  const say = `<@${asker.person}> said no.`;
  settleUnlock(tx, unlock.id, { state: 'denied', by: asker.person, say });
  record(workshop, tx, asker, unlock, 'lock.denied', {});
  return { kind: 'done-before' };
}

function tooLate(workshop: Workshop, tx: Transaction, asker: Asker, unlock: Unlock): Reply {
  const say = `Run ${unlock.run} does not hold ${unlock.lock} any more.`;
  settleUnlock(tx, unlock.id, { state: 'void', by: asker.person, say });
  record(workshop, tx, asker, unlock, 'lock.free-already', {});
  return said(say);
}

interface Taking {
  readonly unlock: Unlock;
  readonly run: Run;
  readonly now: Date;
}

async function take(workshop: Workshop, tx: Transaction, asker: Asker, taking: Taking): Promise<Reply> {
  const { unlock, run, now } = taking;
  const approval = await latestApproval(tx, run.id);
  if (approval !== undefined) closeApproval(tx, approval.id, 'void');
  const stopped =
    run.state === 'in_doubt'
      ? `Step ${run.cursor + 1} may have happened`
      : `Steps from ${run.cursor + 1} on were not begun`;
  const whose = `asked for by <@${unlock.askedBy}>, approved by <@${asker.person}>`;
  settleUnlock(tx, unlock.id, {
    state: 'approved',
    by: asker.person,
    say: `${unlock.lock} was taken from run ${run.id}, ${whose}. ${stopped}.`,
  });
  const say = `The lock ${unlock.lock} was taken from it: ${unlock.reason}. ${stopped}.`;
  const detail = { step: run.cursor + 1, lock: unlock.lock, askedBy: unlock.askedBy, reason: unlock.reason };
  const cancelled = { kind: 'cancelled', by: asker.person, say } as const;
  const ended = await applyEvent(
    tx,
    workshop,
    run,
    cancelled,
    { actor: asker.person, action: 'run.cancelled', detail },
    now,
  );
  if (!ended.ok) throw new Error(ended.refusal.say);
  record(workshop, tx, asker, unlock, 'lock.taken', { askedBy: unlock.askedBy, reason: unlock.reason });
  return { kind: 'done-before' };
}

function record(
  workshop: Workshop,
  tx: Transaction,
  { person }: Asker,
  { id, lock, run }: Unlock,
  action: string,
  detail: Readonly<Record<string, unknown>>,
): void {
  workshop.queue.send(tx, 'post', { subject: `unlock:${id}` });
  workshop.record(tx, { actor: person, action, subject: `lock:${lock}`, detail: { run, ...detail } });
}
