// The checks of one system, found by what somebody typed and carried out at once.

import { carryOutCheck } from '../checks/carry-out.ts';
import type { Checked } from '../checks/checked.ts';
import { bySeverity } from '../checks/judge-thresholds.ts';
import type { Measure } from '../checks/measurement.ts';
import { remediesFor } from '../checks/remedies.ts';
import { insertRound } from '../checks/store.ts';
import { done, refuse, type Result } from '../errors.ts';
import { isChecklist } from '../runbooks/check-settings.ts';
import type { Library } from '../runbooks/library.ts';
import type { Procedure, Runbook } from '../runbooks/model.ts';
import { nearestOf } from '../runbooks/nearest.ts';
import type { Shelf } from '../runs/still-true.ts';
import type { Reply, Workshop } from './verb.ts';

export interface SystemChecks {
  readonly system: string;
  readonly runbook: Runbook;
  readonly checks: readonly Procedure[];
}

/** Somebody waits for the answer. */
const limitMs = 60_000;
/** So many are under way together. */
const atOnce = 4;

/** A procedure that compares: a scheduled checklist is nothing that can be looked at now. */
export function isCheck(procedure: Procedure): boolean {
  const levels = procedure.thresholds.some(({ warn, critical }) => warn !== undefined || critical !== undefined);
  return levels || (procedure.schedule !== undefined && !isChecklist(procedure));
}

/** `ace`, or one check of it by its full name. */
export function checksOf({ library }: { readonly library: Library }, typed: string): Result<SystemChecks> {
  const name = typed.toLowerCase();
  const one = library.procedure(name);
  if (one !== undefined && isCheck(one.procedure))
    return done({ system: one.runbook.system, runbook: one.runbook, checks: [one.procedure] });
  const all = library.runbooks.filter((runbook) => runbook.procedures.some(isCheck));
  const systems = all.map(({ system }) => system);
  const runbook = library.runbooks.find(({ system }) => system === name);
  if (runbook === undefined) {
    const near = nearestOf(
      name.slice(0, 100),
      systems.length > 0 ? systems : library.runbooks.map((each) => each.system),
    );
    const next = near === undefined ? '/ops check lists the systems that have checks.' : `Did you mean ${near}?`;
    return refuse('not_found', `There is no system ${typed.slice(0, 80)}. ${next}`);
  }
  const checks = runbook.procedures.filter(isCheck);
  if (checks.length > 0) return done({ system: runbook.system, runbook, checks });
  const say = `${runbook.system} has no checks. Give a procedure of ${runbook.file} that only reads a schedule or thresholds.`;
  return refuse('not_found', say);
}

/** Worst first, as on the screen of whoever has to act. */
export async function measureAll(
  bench: Shelf & { readonly measure: Measure },
  { runbook, checks }: SystemChecks,
): Promise<readonly Checked[]> {
  const waiting = [...checks];
  const all: Checked[] = [];
  const oneByOne = async (): Promise<void> => {
    for (let procedure = waiting.shift(); procedure !== undefined; procedure = waiting.shift()) {
      const outcome = await carryOutCheck(bench, runbook, procedure, limitMs);
      all.push({ procedure, outcome, remedies: remediesFor(runbook, procedure, outcome.results) });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, oneByOne));
  const place = ({ procedure }: Checked): number => checks.indexOf(procedure);
  return all.sort((a, b) => bySeverity(a.outcome.state, b.outcome.state) || place(a) - place(b));
}

/** What was seen joins the history; it belongs to no slot. */
export async function checkAll(workshop: Workshop, system: SystemChecks): Promise<Reply> {
  const checks = await measureAll(workshop, system);
  await workshop.database.transaction(async (tx) => {
    for (const { procedure, outcome } of checks) {
      const { name, title } = procedure;
      const about = { system: system.system, procedure: name, title, slot: null, missed: 0, outcome };
      await insertRound(tx, about, undefined);
    }
  });
  return { kind: 'checked', system: system.system, checks };
}
