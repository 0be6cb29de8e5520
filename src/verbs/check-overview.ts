// `/ops check` alone: one line a system, with the latest that is known and how old that is.

import type { SystemState } from '../checks/checked.ts';
import { bySeverity, worstOf } from '../checks/judge-thresholds.ts';
import type { Round } from '../checks/round.ts';
import { listLatest } from '../checks/store.ts';
import type { Runbook } from '../runbooks/model.ts';
import { isCheck } from './check-system.ts';
import type { Sight } from './rights.ts';
import { refused, said, type Asker, type Reply, type Workshop } from './verb.ts';

export async function overview(workshop: Workshop, { person }: Pick<Asker, 'person'>): Promise<Reply> {
  const sight = await workshop.sight(person);
  if (!sight.ok) return refused(sight.refusal.say);
  const systems = await systemStates(workshop, sight.value);
  if (systems.length === 0)
    return said('No runbook has a check yet. A procedure that only reads becomes one by a schedule or thresholds.');
  return { kind: 'checks', systems };
}

/** The systems that have checks and may be looked at, the worst first. */
export async function systemStates(
  { database, library }: Pick<Workshop, 'database' | 'library'>,
  sees: Sight,
): Promise<readonly SystemState[]> {
  const latest = new Map((await listLatest(database)).map((round) => [round.procedure, round]));
  const seen = library.runbooks.filter(({ system }) => sees(system));
  return seen
    .flatMap((runbook) => stateOf(runbook, latest))
    .sort((a, b) => bySeverity(a.state ?? 'ok', b.state ?? 'ok'));
}

function stateOf({ system, title, procedures }: Runbook, latest: ReadonlyMap<string, Round>): SystemState[] {
  const checks = procedures.filter(isCheck);
  if (checks.length === 0) return [];
  const rounds = checks.flatMap(({ name }) => latest.get(name) ?? []);
  const bad = rounds.filter(({ state }) => state !== 'ok').sort((a, b) => bySeverity(a.state, b.state));
  const [oldest] = rounds.map(({ at }) => at).sort((a, b) => a.getTime() - b.getTime());
  const state = rounds.length === 0 ? undefined : worstOf(rounds.map((round) => round.state));
  return [{ system, title, checks: checks.length, state, at: oldest, bad: bad.map((round) => round.title) }];
}
