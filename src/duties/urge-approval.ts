// An approval that nobody decides: its approvers are reminded once, then the next ones are asked. What is due is read from its row under
// the run's lock, so that it happens once, whoever's job finds it first and however long nobody was there.

import type { Database, Transaction } from '../db/database.ts';
import type { RunId } from '../ids.ts';
import { noteEscalated, noteReminded, pendingApproval } from '../runs/approvals.ts';
import type { Desk } from '../runs/desk.ts';
import type { Approval } from '../runs/run.ts';
import { lockRun } from '../runs/store.ts';
import { urge } from '../runs/urge.ts';

const bot = 'opsbook';

export async function urgeApproval(
  duty: Desk & { readonly database: Database },
  run: RunId,
): Promise<{ readonly again: number } | undefined> {
  return duty.database.transaction(async (tx) => {
    const locked = await lockRun(tx, run);
    const approval = locked && (await pendingApproval(tx, run));
    if (locked === undefined || approval === undefined) return undefined;
    const { remind, escalate, againMs } = urge(approval, locked.now);
    if (remind) remindOnce(duty, tx, approval);
    if (escalate) askOthers(duty, tx, approval);
    return againMs === undefined ? undefined : { again: againMs };
  });
}

function remindOnce(duty: Desk, tx: Transaction, { id, run, who }: Approval): void {
  noteReminded(tx, id);
  duty.queue.send(tx, 'post', { subject: `approval-reminder:${run}:${id}` }, { priority: 9 });
  duty.queue.send(tx, 'post', { subject: `run:${run}` });
  duty.record(tx, { actor: bot, action: 'approval.reminded', subject: `run:${run}`, detail: { who } });
}

function askOthers(duty: Desk, tx: Transaction, { id, run, escalateTo }: Approval): void {
  noteEscalated(tx, id);
  duty.queue.send(tx, 'post', { subject: `run:${run}` }, { priority: 10 });
  duty.record(tx, { actor: bot, action: 'approval.escalated', subject: `run:${run}`, detail: { to: escalateTo } });
}
