// An incident with everything that its card, its updates and its post-mortem show, read in one go.

import { z } from 'zod';
import type { Sql } from '../db/database.ts';
import {
  actionItemRow,
  roleRow,
  type ActionItem,
  type Incident,
  type IncidentId,
  type IncidentRole,
  type IncidentTask,
} from './incident.ts';
import { runState, type RunState } from '../runs/run.ts';
import { latestSlots, listSlots, pendingSlot, type SlotTimes } from './slots.ts';
import { findIncident } from './store.ts';
import { listTasks } from './task-store.ts';
import type { TimelineLine } from './timeline.ts';
import { readNews, readTimeline } from './timeline-store.ts';
import { mostNews, type Known } from './update.ts';

export interface OpenRun {
  readonly id: number;
  readonly procedure: string;
  readonly state: RunState;
}

export interface IncidentView {
  readonly incident: Incident;
  readonly tasks: readonly IncidentTask[];
  readonly roles: readonly IncidentRole[];
  /** When the next update is due; undefined when none is promised. */
  readonly nextAt: Date | undefined;
  readonly items: readonly ActionItem[];
  readonly runs: readonly OpenRun[];
}

/** With everything that ever was, which may be long. */
export interface IncidentHistory extends Omit<IncidentView, 'nextAt'> {
  readonly slots: readonly SlotTimes[];
  readonly lines: readonly TimelineLine[];
}

const openRun = z.object({ id: z.number(), procedure: z.string(), state: runState });

export const itemColumns =
  'id, incident, text, owner, due_on::text as due_on, state, created_by, created_at, settled_by, settled_at, reminders';

/** As it is now: of what grows with every hour, only what is not over yet. */
export async function readIncidentView(sql: Sql, incident: Incident): Promise<IncidentView> {
  const { id } = incident;
  return {
    incident,
    tasks: await listTasks(sql, id),
    roles: await readRoles(sql, id),
    nextAt: (await pendingSlot(sql, id))?.dueAt,
    items: await readItems(sql, id),
    runs: await readOpenRuns(sql, id),
  };
}

export async function readIncidentHistory(sql: Sql, id: IncidentId): Promise<IncidentHistory | undefined> {
  const incident = await findIncident(sql, id);
  if (incident === undefined) return undefined;
  return {
    incident,
    tasks: await listTasks(sql, id),
    roles: await readRoles(sql, id),
    slots: await listSlots(sql, id),
    items: await readItems(sql, id),
    runs: await sql.rows(openRun, `${runs} order by id`, [id]),
    lines: await readTimeline(sql, id),
  };
}

/** What an update is written from. */
export async function readKnown(sql: Sql, incident: Incident): Promise<Known> {
  const { id } = incident;
  // What needs no answer of one another goes out together: half of what an update takes is waiting for answers.
  const [slots, roles, openRuns] = await Promise.all([latestSlots(sql, id), readRoles(sql, id), readOpenRuns(sql, id)]);
  const { lines, more } = await readNews(sql, id, slots.at(-1)?.settledAt ?? incident.declaredAt, mostNews);
  return { incident, roles, slots, lines, more, runs: openRuns };
}

const runs = 'select id, procedure, state from run where incident = $1';

async function readOpenRuns(sql: Sql, id: IncidentId): Promise<OpenRun[]> {
  return sql.rows(openRun, `${runs} and ended_at is null order by id`, [id]);
}

async function readItems(sql: Sql, id: IncidentId): Promise<ActionItem[]> {
  return sql.rows(actionItemRow, `select ${itemColumns} from action_item where incident = $1 order by id`, [id]);
}

export async function readRoles(sql: Sql, id: IncidentId): Promise<IncidentRole[]> {
  return sql.rows(
    roleRow,
    'select incident, role, person, state, by_person, since from incident_role where incident = $1 order by role, state',
    [id],
  );
}
