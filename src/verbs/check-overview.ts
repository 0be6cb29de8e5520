// `/ops check` alone: one line a system, with the latest that is known and how old that is.

import type { SystemState } from '../checks/checked.ts';
import { bySeverity, worstOf } from '../checks/judge-thresholds.ts';
import type { Round } from '../checks/round.ts';
import { listLatest } from '../checks/store.ts';
import type { Runbook } from '../runbooks/model.ts';
import { isCheck } from './check-system.ts';
import { refused, said, type Asker, type Reply, type Workshop } from './verb.ts';

export async function overview(workshop: Workshop, { person }: Pick<Asker, 'person'>): Promise<Reply> {
  const sight = await workshop.sight(person);
  if (!sight.ok) return refused(sight.refusal.say);
  const latest = new Map((await listLatest(workshop.database)).map((round) => [round.procedure, round]));
  const seen = workshop.library.runbooks.filter(({ system }) => sight.value(system));
  const systems = seen.flatMap((runbook) => stateOf(runbook, latest));
  if (systems.length === 0)
    return said('No runbook has a check yet. A procedure that only reads becomes one by a schedule or thresholds.');
  return { kind: 'checks', systems: [...systems].sort((a, b) => bySeverity(a.state ?? 'ok', b.state ?? 'ok')) };
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
