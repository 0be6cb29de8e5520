// Drills in SQL; nothing is decided here.

import { z } from 'zod';
import type { Sql, Transaction } from '../db/database.ts';
import { personId, runId, type RunId } from '../ids.ts';
import type { IncidentId } from '../incidents/incident.ts';
import { drillRow, type Drill, type Reading } from './drill.ts';
import type { Score } from './score.ts';

const columns = `incident, procedure, system, parameters, instance, fault, fault_describe, environment, started_at, ended_at,
  is_finished, reading, score`;

export type NewDrill = Pick<Drill, 'incident' | 'procedure' | 'system' | 'parameters' | 'instance' | 'fault'>;

export async function insertDrill(tx: Transaction, made: NewDrill): Promise<void> {
  await tx.run(
    'insert into drill (incident, procedure, system, parameters, instance, fault) values ($1, $2, $3, $4, $5, $6)',
    [made.incident, made.procedure, made.system, JSON.stringify(made.parameters), made.instance, made.fault],
  );
}

export async function findDrill(sql: Sql, incident: IncidentId): Promise<Drill | undefined> {
  return sql.one(drillRow, `select ${columns} from drill where incident = $1`, [incident]);
}

export interface BegunDrill {
  readonly fault: string;
  readonly describe: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** False when it had begun before, or is over. */
export async function beginDrill(tx: Transaction, incident: IncidentId, begun: BegunDrill): Promise<boolean> {
  const changed = await tx.run(
    `update drill set fault = $2, fault_describe = $3, environment = $4, started_at = ops_now()
     where incident = $1 and started_at is null and ended_at is null`,
    [incident, begun.fault, begun.describe, JSON.stringify(begun.environment)],
  );
  return changed > 0;
}

/** The ids of its runs, in the order in which they are locked. */
export async function listDrillRuns(sql: Sql, incident: IncidentId): Promise<RunId[]> {
  const rows = await sql.rows(
    z.object({ id: runId }),
    'select id from run where incident = $1 and is_drill order by id',
    [incident],
  );
  return rows.map(({ id }) => id);
}

/** Nothing of it begins any more. */
export async function endDrill(tx: Transaction, incident: IncidentId): Promise<void> {
  await tx.run('update drill set ended_at = ops_now(), environment = null where incident = $1 and ended_at is null', [
    incident,
  ]);
}

/** Once. */
export async function keepScore(
  tx: Transaction,
  incident: IncidentId,
  kept: { readonly isFinished: boolean; readonly reading: Reading | null; readonly score: Score },
): Promise<boolean> {
  const changed = await tx.run(
    'update drill set is_finished = $2, reading = $3, score = $4 where incident = $1 and score is null',
    [incident, kept.isFinished, JSON.stringify(kept.reading), JSON.stringify(kept.score)],
  );
  return changed > 0;
}

const rehearsalRow = z.object({
  endedAt: z.date(),
  by: personId,
  tookMs: z.number(),
  missed: z.number(),
  channel: z.string().nullable(),
});
export type Rehearsal = z.infer<typeof rehearsalRow>;

/** The last drill of the procedure that came to its end. */
export async function findRehearsal(sql: Sql, procedure: string): Promise<Rehearsal | undefined> {
  return sql.one(
    rehearsalRow,
    `select d.ended_at, n.declared_by as by, n.channel,
       (extract(epoch from d.ended_at - coalesce(d.started_at, n.declared_at)) * 1000)::float8 as took_ms,
       coalesce((d.score ->> 'missed')::int, 0) as missed
     from drill d join incident n on n.id = d.incident
     where d.procedure = $1 and d.is_finished order by d.ended_at desc limit 1`,
    [procedure],
  );
}
