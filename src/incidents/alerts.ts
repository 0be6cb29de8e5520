// Groups of alerts in SQL: one row for as long as a group fires.

import { z } from 'zod';
import type { Sql, Transaction } from '../db/database.ts';
import { incidentId, type IncidentId } from './incident.ts';

const alertRow = z.object({
  id: z.number(),
  groupKey: z.string(),
  name: z.string(),
  severity: z.string(),
  summary: z.string(),
  system: z.string().nullable(),
  procedure: z.string().nullable(),
  labels: z.record(z.string(), z.string()),
  state: z.enum(['firing', 'resolved']),
  startedAt: z.date(),
  seenAt: z.date(),
  resolvedAt: z.date().nullable(),
  times: z.number(),
  firing: z.number(),
  incident: incidentId.nullable(),
});
export type Alert = z.infer<typeof alertRow>;

const columns =
  'id, group_key, name, severity, summary, system, procedure, labels, state, started_at, seen_at, resolved_at, times, firing, incident';

export interface NewAlert {
  readonly groupKey: string;
  readonly name: string;
  readonly severity: string;
  readonly summary: string;
  readonly system: string | null;
  readonly procedure: string | null;
  readonly labels: Readonly<Record<string, string>>;
  /** Now when nobody says. */
  readonly startedAt: Date | null;
  readonly firing: number;
}

/** Locked, so that two notifications of one group come one after the other. */
export async function findFiring(tx: Transaction, groupKey: string): Promise<Alert | undefined> {
  return tx.one(alertRow, `select ${columns} from alert where group_key = $1 and state = 'firing' for update`, [
    groupKey,
  ]);
}

export async function findAlert(sql: Sql, id: number): Promise<Alert | undefined> {
  return sql.one(alertRow, `select ${columns} from alert where id = $1`, [id]);
}

export async function insertAlert(tx: Transaction, alert: NewAlert): Promise<number> {
  const made = await tx.one(
    z.object({ id: z.number() }),
    `insert into alert (group_key, name, severity, summary, system, procedure, labels, started_at, seen_at, firing)
     values ($1, $2, $3, $4, $5, $6, $7, coalesce($8, ops_now()), ops_now(), $9)
     on conflict (group_key) where state = 'firing' do update set times = alert.times + 1, seen_at = ops_now()
     returning id`,
    [
      alert.groupKey,
      alert.name,
      alert.severity,
      alert.summary,
      alert.system,
      alert.procedure,
      JSON.stringify(alert.labels),
      alert.startedAt,
      alert.firing,
    ],
  );
  return made?.id ?? 0;
}

export async function joinAlert(
  tx: Transaction,
  id: number,
  { firing, summary }: Pick<NewAlert, 'firing' | 'summary'>,
): Promise<void> {
  await tx.run('update alert set times = times + 1, seen_at = ops_now(), firing = $2, summary = $3 where id = $1', [
    id,
    firing,
    summary,
  ]);
}

export async function resolveAlert(tx: Transaction, id: number): Promise<void> {
  await tx.run(`update alert set state = 'resolved', resolved_at = ops_now(), seen_at = ops_now() where id = $1`, [id]);
}

/** The incident that was declared from it. */
export async function linkAlert(tx: Transaction, id: number, incident: IncidentId): Promise<void> {
  await tx.run('update alert set incident = $2 where id = $1', [id, incident]);
}

/** More new groups than this in ten minutes get no card of their own: nobody reads the hundredth. */
const cardsInTenMinutes = 5;

export async function firstOfMany(tx: Transaction): Promise<boolean> {
  const row = await tx.one(
    z.object({ count: z.number() }),
    `select count(*) as count from alert where made_at > ops_now() - interval '10 minutes'`,
  );
  return (row?.count ?? 0) <= cardsInTenMinutes;
}

/** The groups that fire now, the latest first. */
export async function listFiring(sql: Sql, limit: number): Promise<Alert[]> {
  return sql.rows(
    alertRow,
    `select ${columns} from alert where state = 'firing' order by seen_at desc, id desc limit $1`,
    [limit],
  );
}

export async function countFiring(sql: Sql): Promise<number> {
  const row = await sql.one(
    z.object({ count: z.number() }),
    `select count(*) as count from alert where state = 'firing'`,
  );
  return row?.count ?? 0;
}
