// The frame of every verb that acts on one run: lock it, act, or say why not. Refusals are recorded too.

import type { Transaction } from '../db/database.ts';
import type { Refusal, Result } from '../errors.ts';
import type { RunId } from '../ids.ts';
import { bot } from '../incidents/incident.ts';
import type { Permission } from '../policy/permission.ts';
import type { Plan } from '../runbooks/planned.ts';
import type { Begun } from '../runs/begin.ts';
import type { Run } from '../runs/run.ts';
import type { SettledRun } from '../runs/settled.ts';
import { lockRun } from '../runs/store.ts';
import type { About } from './rights.ts';
import { changed, once, onceReading, said, unable, type Asker, type Reply, type Workshop } from './verb.ts';

export interface OnRun<Rows> {
  readonly tx: Transaction;
  readonly run: Run;
  readonly now: Date;
  readonly rows: Rows;
}

export interface RunVerb<Seen, Rows> {
  readonly id: RunId | undefined;
  /** What the audit calls it when it is refused: `run.cancel`. */
  readonly attempted: string;
  /** Looks at Slack and files before the transaction begins: nothing slow happens while the run is locked. */
  readonly look: (run: SettledRun) => Promise<Seen>;
  /** Rows that are read together with the run, under its lock. */
  readonly read: (tx: Transaction, id: RunId, settled: SettledRun) => Promise<Rows>;
  readonly act: (on: OnRun<Rows>, seen: Seen) => Promise<Result<Run | Begun>>;
}

export async function onRun<Seen, Rows>(workshop: Workshop, asker: Asker, verb: RunVerb<Seen, Rows>): Promise<Reply> {
  const unknown = said('There is no such run. /ops runs lists the latest.');
  const { id } = verb;
  const settled = id === undefined ? undefined : await workshop.settled.find(id);
  if (id === undefined || settled === undefined) return once(workshop, asker, async () => unknown);
  const seen = await verb.look(settled);
  const read = (tx: Transaction) => Promise.all([lockRun(tx, id), verb.read(tx, id, settled)]);
  return onceReading(workshop, asker, read, async (tx, [locked, rows]) => {
    if (locked === undefined) return unknown;
    const result = await verb.act({ tx, ...locked, rows }, seen);
    if (result.ok) return changed(result.value);
    await recordRefusal(workshop, tx, asker, locked.run, verb.attempted, result.refusal);
    return unable(result.refusal);
  });
}

/** For a verb that needs no row but the run's. */
export async function runAlone(): Promise<undefined> {}

async function recordRefusal(
  workshop: Workshop,
  tx: Transaction,
  asker: Asker,
  run: Run,
  attempted: string,
  refusal: Refusal,
): Promise<void> {
  workshop.record(tx, {
    actor: asker.person,
    action: `${attempted}-refused`,
    subject: `run:${run.id}`,
    detail: { reason: refusal.kind, say: refusal.say, state: run.state },
  });
}

/** A checklist of nobody's: Opsbook does nothing itself, so whoever may see it may start it and tick it off. */
export function isOpenChecklist(plan: Plan): boolean {
  return !plan.steps.some((step) => 'target' in step) && plan.owners.length + plan.approvers.length === 0;
}

/** What a start is about. Places and times are of the real thing: a drill may be started at any hour. */
export function aboutStart(plan: Plan, channel: string): About {
  return plan.drill === undefined ? { ...plan, channel } : plan;
}

/** What starting it takes. */
export function neededToStart(plan: Plan): Permission {
  return isOpenChecklist(plan) ? 'run:read' : `run:${plan.risk}`;
}

/** Whoever may steer the run may do its steps by hand; those of a checklist of nobody's, whoever may read. */
export async function whyMayNotTick(workshop: Workshop, run: SettledRun, person: string): Promise<string | undefined> {
  if (isOpenChecklist(run.plan)) return workshop.whyNot(person, 'run:read', run.plan);
  return whyMayNotSteer(workshop, run, person);
}

/** The person who asked may steer a run, and whoever may start such a change: at any hour, from anywhere. */
export async function whyMayNotSteer(workshop: Workshop, run: SettledRun, person: string): Promise<string | undefined> {
  if (person === run.requestedBy) return undefined;
  const named = [...run.plan.owners, ...run.plan.approvers];
  // What the clock or an incident began on a page that names nobody would otherwise be nobody's to end.
  if (run.requestedBy === bot && named.length === 0) return workshop.whyNot(person, 'run:read', run.plan);
  const why = await workshop.whyNot(person, run.plan.risk === 'destroy' ? 'run:destroy' : 'run:change', run.plan);
  if (why === undefined) return undefined;
  const asked = run.requestedBy === bot ? 'whoever may start it' : `<@${run.requestedBy}> or whoever may start it`;
  return `Only ${asked} may do that to run ${run.id}. ${why}`;
}
