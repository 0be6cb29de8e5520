// An incident with everything that its card, its updates and its post-mortem show, read in one go.

import { z } from 'zod';
import type { Sql } from '../db/database.ts';
import {
  actionItemRow,
  entryRow,
  roleRow,
  type ActionItem,
  type Incident,
  type IncidentId,
  type IncidentRole,
  type IncidentTask,
  type UpdateSlot,
} from './incident.ts';
import { runState, type RunState } from '../runs/run.ts';
import { listSlots } from './slots.ts';
import { findIncident } from './store.ts';
import { listTasks } from './task-store.ts';
import { timelineOf, type TimelineLine } from './timeline.ts';
import type { Known } from './update.ts';

export interface OpenRun {
  readonly id: number;
  readonly procedure: string;
  readonly state: RunState;
}

export interface IncidentView {
  readonly incident: Incident;
  readonly tasks: readonly IncidentTask[];
  readonly roles: readonly IncidentRole[];
  readonly slots: readonly UpdateSlot[];
  readonly items: readonly ActionItem[];
  readonly lines: readonly TimelineLine[];
  readonly runs: readonly OpenRun[];
}

const trace = z.object({
  seq: z.number(),
  at: z.date(),
  actor: z.string(),
  action: z.string(),
  run: z.number(),
  procedure: z.string(),
  detail: z.string().transform((text) => z.record(z.string(), z.unknown()).parse(JSON.parse(text))),
});
const correction = z.object({
  line: z.string(),
  at: z.date(),
  byPerson: z.string(),
  why: z.string(),
  madeAt: z.date(),
});
const openRun = z.object({ id: z.number(), procedure: z.string(), state: runState });

export const itemColumns =
  'id, incident, text, owner, due_on::text as due_on, state, created_by, created_at, settled_by, settled_at, reminders';

export async function readIncidentView(sql: Sql, id: IncidentId): Promise<IncidentView | undefined> {
  const incident = await findIncident(sql, id);
  if (incident === undefined) return undefined;
  return {
    incident,
    tasks: await listTasks(sql, id),
    roles: await readRoles(sql, id),
    slots: await listSlots(sql, id),
    items: await sql.rows(actionItemRow, `select ${itemColumns} from action_item where incident = $1 order by id`, [
      id,
    ]),
    lines: await readTimeline(sql, id),
    runs: await readRuns(sql, id),
  };
}

/** What an update is written from. */
export async function readKnown(sql: Sql, incident: Incident): Promise<Known> {
  const { id } = incident;
  return {
    incident,
    roles: await readRoles(sql, id),
    slots: await listSlots(sql, id),
    lines: await readTimeline(sql, id),
    runs: await readRuns(sql, id),
  };
}

async function readRuns(sql: Sql, id: IncidentId): Promise<OpenRun[]> {
  return sql.rows(openRun, 'select id, procedure, state from run where incident = $1 order by id', [id]);
}

export async function readRoles(sql: Sql, id: IncidentId): Promise<IncidentRole[]> {
  return sql.rows(
    roleRow,
    'select incident, role, person, state, by_person, since from incident_role where incident = $1 order by role, state',
    [id],
  );
}

export async function readTimeline(sql: Sql, id: IncidentId): Promise<TimelineLine[]> {
  const entries = await sql.rows(
    entryRow,
    `select id, incident, at, recorded_at, kind, actor, text, channel, ts, files, edited_at, deleted_at, audit_seq
     from timeline_entry where incident = $1 order by at, id`,
    [id],
  );
  const traces = await sql.rows(
    trace,
    `select a.seq, a.at, a.actor, a.action, r.id as run, r.procedure, a.detail
     from run r join audit a on a.subject = 'run:' || r.id where r.incident = $1 order by a.seq`,
    [id],
  );
  const corrections = await sql.rows(
    correction,
    'select line, at, by_person, why, made_at from timeline_correction where incident = $1 order by id',
    [id],
  );
  return timelineOf(entries, traces, corrections);
}
