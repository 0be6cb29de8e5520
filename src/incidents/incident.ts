// The nouns of an incident as the database keeps them.

import { z } from 'zod';
import { personId } from '../ids.ts';

export const incidentId = z.number().int().positive().brand<'IncidentId'>();
export type IncidentId = z.infer<typeof incidentId>;

export const severity = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
export type Severity = z.infer<typeof severity>;

export const incidentRow = z.object({
  id: incidentId,
  /** `YYYYMMDD` in OPSBOOK_TIMEZONE. */
  day: z.string(),
  number: z.number(),
  title: z.string(),
  severity,
  state: z.enum(['open', 'resolved', 'merged']),
  isPrivate: z.boolean(),
  /** Rehearsed on a practice system: nothing real hangs on it. */
  isDrill: z.boolean(),
  system: z.string().nullable(),
  declaredBy: z.string(),
  declaredAt: z.date(),
  origin: z.string(),
  originTs: z.string().nullable(),
  channel: z.string().nullable(),
  /** The thread in `channel` in which it lives while it has no channel of its own. */
  thread: z.string().nullable(),
  place: z.enum(['wanted', 'channel', 'thread', 'archived', 'gone']),
  commander: z.string().nullable(),
  acknowledgedAt: z.date().nullable(),
  mitigatedAt: z.date().nullable(),
  resolvedAt: z.date().nullable(),
  resolvedBy: z.string().nullable(),
  resolution: z.string(),
  mergedInto: incidentId.nullable(),
  /** Null when the updates were stopped. */
  cadenceMs: z.number().nullable(),
});
export type Incident = z.infer<typeof incidentRow>;

export const taskRow = z.object({
  incident: incidentId,
  task: z.string(),
  state: z.enum(['waiting', 'done', 'failed', 'skipped']),
  say: z.string(),
  madeAt: z.date(),
  /** How often people had it tried again. */
  tries: z.number(),
});
export type IncidentTask = z.infer<typeof taskRow>;

export const roleRow = z.object({
  incident: incidentId,
  role: z.string(),
  person: z.string(),
  state: z.enum(['offered', 'held']),
  byPerson: z.string(),
  since: z.date(),
});
export type IncidentRole = z.infer<typeof roleRow>;

export const slotRow = z.object({
  incident: incidentId,
  seq: z.number(),
  dueAt: z.date(),
  state: z.enum(['pending', 'human', 'facts', 'cancelled']),
  settledAt: z.date().nullable(),
  byPerson: z.string().nullable(),
  text: z.string(),
  facts: z.unknown(),
});
export type UpdateSlot = z.infer<typeof slotRow>;

/** What a line of the timeline is about; closed, so that every place that shows one knows them all. */
export const entryKind = z.enum([
  'declared',
  'severity',
  'role',
  'update',
  'facts',
  'note',
  'action',
  'pin',
  'alert',
  'channel',
  'snoozed',
  'mitigated',
  'resolved',
  'reopened',
  'merged',
]);
export type EntryKind = z.infer<typeof entryKind>;

export const entryRow = z.object({
  id: z.number(),
  incident: incidentId,
  at: z.date(),
  recordedAt: z.date(),
  kind: entryKind,
  actor: z.string(),
  text: z.string(),
  channel: z.string().nullable(),
  ts: z.string().nullable(),
  files: z.array(z.string()),
  editedAt: z.date().nullable(),
  deletedAt: z.date().nullable(),
  auditSeq: z.number().nullable(),
});
export type TimelineEntry = z.infer<typeof entryRow>;

export const actionItemRow = z.object({
  id: z.number(),
  incident: incidentId,
  text: z.string(),
  owner: z.string().nullable(),
  /** `YYYY-MM-DD`. */
  dueOn: z.string().nullable(),
  state: z.enum(['open', 'done', 'dropped']),
  createdBy: z.string(),
  createdAt: z.date(),
  settledBy: z.string().nullable(),
  settledAt: z.date().nullable(),
  reminders: z.number(),
});
export type ActionItem = z.infer<typeof actionItemRow>;

/** `incident-20261130-001`, of a drill `drill-20261130-001`: the channel's name, and how people call it. */
export function nameOf({ day, number, isDrill }: Pick<Incident, 'day' | 'number' | 'isDrill'>): string {
  return `${isDrill ? 'drill' : 'incident'}-${day}-${String(number).padStart(3, '0')}`;
}

/** Who is asked to write, the commander or who declared it; undefined where that is no person. */
export function leaderOf({ commander, declaredBy }: Pick<Incident, 'commander' | 'declaredBy'>): string | undefined {
  const leader = commander ?? declaredBy;
  return /^[UW]/.test(leader) ? leader : undefined;
}

/** A person of the commander's choice, not of the row: for `opsbook` itself there is none. */
export const bot = personId.parse('opsbook');
