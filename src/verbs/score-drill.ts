// The task at the end of a drill: the practice system is asked how it is and stopped, and what the drill showed is counted and kept.

import { findDrill, keepScore } from '../drills/store.ts';
import { readDrillRows } from '../drills/read-drill-rows.ts';
import { scoreOf } from '../drills/score.ts';
import type { Incident } from '../incidents/incident.ts';
import { hasEnded } from '../runs/run.ts';
import type { Workshop } from './verb.ts';

export type Scored = 'scored' | 'later';

/** `later`: a step is still being cut off. */
export async function scoreDrill({ database, range, queue, record }: Workshop, incident: Incident): Promise<Scored> {
  const drill = await findDrill(database, incident.id);
  if (drill === undefined || drill.endedAt === null || drill.score !== null) return 'scored';
  const { endedAt } = drill;
  const rows = await readDrillRows(database, incident, { ...drill, endedAt });
  if (rows.runs.some(({ state }) => !hasEnded(state))) return 'later';
  const looked = drill.startedAt === null ? undefined : await range?.look(drill.instance);
  const reading = looked?.ok === true ? looked.value : null;
  // A range that does not answer has taken the practice system with it.
  await range?.stop(drill.instance);
  const isFinished =
    reading !== null &&
    rows.runs.some(({ procedure, state }) => procedure === drill.procedure && state === 'succeeded');
  const score = scoreOf(rows);
  await database.transaction(async (tx) => {
    if (!(await keepScore(tx, incident.id, { isFinished, reading, score }))) return;
    queue.send(tx, 'post', { subject: `score:${incident.id}` });
    queue.send(tx, 'post', { subject: `incident:${incident.id}` });
    const { tookMs, due, made, missed } = score;
    const detail = { isFinished, tookMs, due, made, missed, wrongApprovers: score.wrongApprovers.length };
    record(tx, { actor: 'opsbook', action: 'drill.scored', subject: `incident:${incident.id}`, detail });
  });
  return 'scored';
}
