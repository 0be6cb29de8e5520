// `/ops unlock <lock> <reason>`: asks the approvers of the procedure that holds a lock to take it from its run.

import { patienceMs } from '../runs/decide.ts';
import { findHolder } from '../runs/lock-store.ts';
import { lockRun } from '../runs/store.ts';
import { insertUnlock } from '../runs/unlocks.ts';
import { once, said, type Asker, type Command, type Reply, type Workshop } from './verb.ts';
import type { Words } from './words.ts';

const longestReason = 1_000;

export const command: Command = {
  name: 'unlock',
  usage: 'unlock <lock> <reason>',
  describe: 'ask the approvers to take a lock from the run that holds it',
  needs: 'run:read',
  changes: true,
  before: async (words, asker, workshop) => {
    const { lock, reason } = read(words);
    if (lock === '' || reason === '')
      return said('Say which lock, and why: /ops unlock <lock> <reason>. /ops locks lists them.');
    if (reason.length > longestReason) return said(`Say why in at most ${longestReason} characters.`);
    const holder = await findHolder(workshop.database, lock);
    if (holder === undefined) return said(nobody(lock));
    return undefined;
  },
  act: (words, asker, workshop) => ask(workshop, asker, read(words)),
};

function read({ rest }: Words): { readonly lock: string; readonly reason: string } {
  const [lock = ''] = rest.split(/\s/, 1);
  return { lock, reason: rest.slice(lock.length).trim() };
}

function nobody(lock: string): string {
  return `Nobody holds a lock ${lock.slice(0, 80)}. /ops locks lists those that are held.`;
}

async function ask(workshop: Workshop, asker: Asker, { lock, reason }: ReturnType<typeof read>): Promise<Reply> {
  return once(workshop, asker, async (tx) => {
    const holder = await findHolder(tx, lock);
    const held = holder && (await lockRun(tx, holder.run));
    if (holder === undefined || held === undefined) return said(nobody(lock));
    const { run, now } = held;
    if (run.requestedBy === asker.person)
      return said(`${lock} is held by your own run ${run.id}. /ops cancel ${run.id} ends it and frees the lock.`);
    if (run.plan.approvers.length === 0)
      return said(
        `Nobody can approve that: the page of ${run.procedure} names no approvers. Ask for run ${run.id} to be cancelled instead.`,
      );
    const expiresAt = new Date(now.getTime() + patienceMs);
    const { person: askedBy, channel, requestKey } = asker;
    const who = run.plan.approvers;
    const asked = { requestKey, lock, run: run.id, askedBy, reason, channel, who, expiresAt };
    const unlock = await insertUnlock(tx, asked);
    if (unlock === undefined) return said(`Somebody has asked for ${lock} already; ${who.join(', ')} can decide.`);
    workshop.queue.send(tx, 'post', { subject: `unlock:${unlock.id}` }, { priority: 10 });
    workshop.queue.send(tx, 'remind', { subject: `unlock:${unlock.id}` }, { delayMs: patienceMs });
    const detail = { run: run.id, procedure: run.procedure, holder: run.requestedBy, reason, who };
    workshop.record(tx, { actor: askedBy, action: 'lock.asked', subject: `lock:${lock}`, detail });
    return said(`${who.join(', ')} can decide now whether ${lock} is taken from run ${run.id}.`);
  });
}
