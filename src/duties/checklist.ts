// A checklist on a schedule: posted as a run of its own, for whoever is on call to tick.

import type { Logger } from 'pino';
import type { Transaction } from '../db/database.ts';
import { personId } from '../ids.ts';
import { planCheck } from '../checks/plan-check.ts';
import type { Slot } from '../checks/slot-store.ts';
import type { Procedure, Runbook } from '../runbooks/model.ts';
import { applyEvent } from '../runs/apply.ts';
import { findObstacle } from '../runs/lock-store.ts';
import { insertRevision } from '../runs/revisions.ts';
import { insertRun, lockRun } from '../runs/store.ts';
import type { Desk } from '../runs/desk.ts';
import type { Shelf } from '../runs/still-true.ts';

export interface ChecklistDuty extends Desk, Shelf {
  readonly log: Logger;
  /** Where checks, checklists and digests are posted; undefined when nowhere. */
  readonly announceChannel: string | undefined;
}

const bot = personId.parse('opsbook');

/** What it needs from the disk is read now; the answer starts it in the slot's transaction. */
export async function beginChecklist(
  duty: ChecklistDuty,
  runbook: Runbook,
  procedure: Procedure,
  at: Date,
): Promise<(tx: Transaction, slot: Slot, missed: number) => Promise<void>> {
  const planned = planCheck(duty, runbook, procedure);
  const channel = duty.announceChannel;
  // Trying again would not help; the next slot may find it mended.
  if (channel === undefined || !planned.ok) {
    const why = planned.ok ? 'no channel is set' : planned.say;
    duty.log.warn({ procedure: procedure.name, why }, 'a scheduled checklist could not be posted');
    return async () => undefined;
  }
  const { plan, digest } = planned;
  const texts = await Promise.all([plan, ...(plan.calls ?? [])].map((page) => textOf(duty, page)));
  return async (tx) => {
    for (const { revision, file, text } of texts) await insertRevision(tx, revision, file, text);
    const requestKey = `slot:${procedure.name}@${at.toISOString()}`;
    const run = await insertRun(tx, { requestKey, plan, digest, requestedBy: bot, channel });
    const locked = run && (await lockRun(tx, run.id));
    if (run === undefined || locked === undefined) return;
    const detail = { parameters: plan.parameters, revision: plan.revision, risk: plan.risk };
    const record = { actor: bot, action: 'run.started', detail };
    const start = (await findObstacle(tx, run)) === undefined ? 'now' : 'queued';
    await applyEvent(tx, duty, run, { kind: 'confirmed', by: bot, start }, record, locked.now);
  };
}

async function textOf(
  { library }: ChecklistDuty,
  { file, revision }: { readonly file: string; readonly revision: string },
): Promise<{ readonly file: string; readonly revision: string; readonly text: string }> {
  const text = await library.source(file, revision);
  if (text === undefined) throw new Error(`${file} was changed just now.`);
  return { file, revision, text };
}
