// Incidents in SQL; nothing is decided here. Lock order everywhere: incident row first, then the audit head.

import { z } from 'zod';
import type { Sql, Transaction } from '../db/database.ts';
import type { PersonId } from '../ids.ts';
import { knownToAsker, type Curious } from './may-know.ts';
import { incidentRow, type Incident, type IncidentId, type Severity } from './incident.ts';

const columns = `id, to_char(day, 'YYYYMMDD') as day, number, title, severity, state, is_private, is_drill, system, declared_by, declared_at,
  origin, origin_ts, channel, thread, place, commander, acknowledged_at, mitigated_at, resolved_at, resolved_by, resolution,
  merged_into, cadence_ms`;

export interface NewIncident {
  readonly requestKey: string | null;
  readonly timezone: string;
  readonly title: string;
  readonly severity: Severity;
  readonly isPrivate: boolean;
  readonly isDrill: boolean;
  readonly system: string | null;
  readonly declaredBy: PersonId;
  readonly origin: string;
  readonly originTs: string | null;
  readonly cadenceMs: number;
}

/** With the next number of its day; undefined when this request has declared its incident already. */
export async function insertIncident(tx: Transaction, made: NewIncident): Promise<Incident | undefined> {
  const known =
    made.requestKey === null
      ? undefined
      : await tx.one(z.object({ id: z.number() }), 'select id from incident where request_key = $1', [made.requestKey]);
  if (known !== undefined) return undefined;
  const { day, number } = await nextNumber(tx, made.timezone, made.isDrill);
  return tx.one(
    incidentRow,
    `insert into incident (request_key, day, number, title, severity, is_private, system, declared_by, origin, origin_ts, cadence_ms,
       is_drill)
     values ($1, to_date($2, 'YYYYMMDD'), $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning ${columns}`,
    [
      made.requestKey,
      day,
      number,
      made.title,
      made.severity,
      made.isPrivate,
      made.system,
      made.declaredBy,
      made.origin,
      made.originTs,
      made.cadenceMs,
      made.isDrill,
    ],
  );
}

const numbered = z.object({ day: z.string(), number: z.number() });

/** The row of the day stays locked until the commit, so that two declarers get two numbers. */
async function nextNumber(tx: Transaction, timezone: string, isDrill: boolean): Promise<z.infer<typeof numbered>> {
  const next = await tx.one(
    numbered,
    `insert into incident_day (day, is_drill, last) values ((ops_now() at time zone $1)::date, $2, 1)
     on conflict (day, is_drill) do update set last = incident_day.last + 1
     returning to_char(day, 'YYYYMMDD') as day, last as number`,
    [timezone, isDrill],
  );
  if (next === undefined) throw new Error('the day gave no number');
  return next;
}

/** Slack has a channel of this name already, so the incident takes the next number of its own day. */
export async function takeNextNumber(tx: Transaction, id: IncidentId): Promise<Incident | undefined> {
  return tx.one(
    incidentRow,
    `with given as (
       update incident_day set last = last + 1 from incident n where n.id = $1 and incident_day.day = n.day and incident_day.is_drill = n.is_drill returning last)
     update incident set number = given.last from given where id = $1 returning ${columns}`,
    [id],
  );
}

export async function findIncident(sql: Sql, id: IncidentId): Promise<Incident | undefined> {
  return sql.one(incidentRow, `select ${columns} from incident where id = $1`, [id]);
}

export async function findIncidentByRequest(sql: Sql, requestKey: string): Promise<Incident | undefined> {
  return sql.one(incidentRow, `select ${columns} from incident where request_key = $1`, [requestKey]);
}

/** The incident that a channel belongs to: its own channel's, else the last one in a thread of it. */
export async function findIncidentIn(sql: Sql, channel: string): Promise<Incident | undefined> {
  return sql.one(
    incidentRow,
    `select ${columns} from incident where channel = $1 order by (thread is null) desc, (state = 'open') desc, id desc limit 1`,
    [channel],
  );
}

export async function findIncidentByName(
  sql: Sql,
  { day, number, isDrill }: Pick<Incident, 'day' | 'number' | 'isDrill'>,
): Promise<Incident | undefined> {
  return sql.one(
    incidentRow,
    `select ${columns} from incident where day = to_date($1, 'YYYYMMDD') and number = $2 and is_drill = $3`,
    [day, number, isDrill],
  );
}

export async function hasOpenIncident(sql: Sql, system: string): Promise<boolean> {
  const found = await sql.one(
    z.object({ id: z.number() }),
    `select id from incident where state = 'open' and system = $1 and not is_drill limit 1`,
    [system],
  );
  return found !== undefined;
}

/** Those that the asker may know of: open ones first, then the latest. */
export async function listIncidents(
  sql: Sql,
  { person, channel }: Curious,
  hidden: readonly (string | null)[],
  from: number,
  limit: number,
): Promise<Incident[]> {
  return sql.rows(
    incidentRow,
    `select ${columns} from incident n where not n.is_drill and ${knownToAsker} and ${notOfSystems}
     order by (state = 'open') desc, declared_at desc, id desc offset $4 limit $5`,
    [person, channel, systemsIn(hidden), from, limit],
  );
}

const counted = z.object({ all: z.number(), open: z.number() });

/** How many there are that the asker may know of. */
export async function countIncidents(
  sql: Sql,
  { person, channel }: Curious,
  hidden: readonly (string | null)[],
): Promise<z.infer<typeof counted>> {
  const row = await sql.one(
    counted,
    `select count(*) as all, count(*) filter (where state = 'open') as open from incident n
      where not n.is_drill and ${knownToAsker} and ${notOfSystems}`,
    [person, channel, systemsIn(hidden)],
  );
  return row ?? { all: 0, open: 0 };
}

/** The systems that incidents were of; null for those of none. */
export async function listSystems(sql: Sql): Promise<readonly (string | null)[]> {
  const rows = await sql.rows(z.object({ system: z.string().nullable() }), 'select distinct system from incident');
  return rows.map(({ system }) => system);
}

// No system has an empty name, so that one stands for none.
const notOfSystems = `coalesce(n.system, '') <> all ($3::text[])`;

function systemsIn(hidden: readonly (string | null)[]): string[] {
  return hidden.map((system) => system ?? '');
}

/** Locks the incident against every other change until the transaction ends; `now` is the database's clock. */
export async function lockIncident(
  tx: Transaction,
  id: IncidentId,
): Promise<{ readonly incident: Incident; readonly now: Date } | undefined> {
  const row = await tx.one(
    incidentRow.extend({ now: z.date() }),
    `select ${columns}, ops_now() as now from incident where id = $1 for update`,
    [id],
  );
  if (row === undefined) return undefined;
  const { now, ...incident } = row;
  return { incident, now };
}

/** The database's clock. */
export async function readNow(sql: Sql): Promise<Date> {
  const row = await sql.one(z.object({ now: z.date() }), 'select ops_now() as now');
  if (row === undefined) throw new Error('the database has no clock');
  return row.now;
}

/** What can change of an incident; what is not named stays as it is. */
export type IncidentChange = Partial<
  Pick<
    Incident,
    | 'title'
    | 'severity'
    | 'state'
    | 'system'
    | 'channel'
    | 'thread'
    | 'place'
    | 'commander'
    | 'acknowledgedAt'
    | 'mitigatedAt'
    | 'resolvedAt'
    | 'resolvedBy'
    | 'resolution'
    | 'mergedInto'
    | 'cadenceMs'
  >
>;

export function changeIncident(tx: Transaction, incident: Incident, change: IncidentChange): Incident {
  const after: Incident = { ...incident, ...change };
  tx.write(
    `update incident set title = $2, severity = $3, state = $4, system = $5, channel = $6, thread = $7, place = $8,
       commander = $9, acknowledged_at = $10, mitigated_at = $11, resolved_at = $12, resolved_by = $13, resolution = $14,
       merged_into = $15, cadence_ms = $16 where id = $1`,
    [
      after.id,
      after.title,
      after.severity,
      after.state,
      after.system,
      after.channel,
      after.thread,
      after.place,
      after.commander,
      after.acknowledgedAt,
      after.mitigatedAt,
      after.resolvedAt,
      after.resolvedBy,
      after.resolution,
      after.mergedInto,
      after.cadenceMs,
    ],
  );
  return after;
}
