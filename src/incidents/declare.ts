// Declares an incident: number, row, tasks, first promise, timeline and audit in one transaction. Slack comes afterwards, task by task.

import type { Transaction } from '../db/database.ts';
import type { PersonId } from '../ids.ts';
import { callProcedures, type IncidentDesk } from './calls.ts';
import { insertEntry } from './entries.ts';
import { nameOf, type Incident, type Severity } from './incident.ts';
import { holdRole } from './roles.ts';
import type { IncidentSettings } from './settings.ts';
import { beginSlot } from './slots.ts';
import { changeIncident, insertIncident } from './store.ts';
import { insertTasks, sendTasks } from './task-store.ts';
import { tasksOf } from './tasks.ts';

export interface Declaration {
  readonly requestKey: string | null;
  readonly by: PersonId;
  readonly title: string;
  readonly severity: Severity;
  readonly isPrivate: boolean;
  readonly isDrill?: true;
  readonly system: string | null;
  /** Where it was said; the message from which, when it was one. */
  readonly origin: string;
  readonly originTs: string | null;
}

/** Undefined when this request has declared its incident already. */
export async function declareIncident(
  tx: Transaction,
  desk: IncidentDesk,
  settings: IncidentSettings,
  said: Declaration,
): Promise<Incident | undefined> {
  const { everyMs } = settings.severities[said.severity];
  const incident = await insertIncident(tx, {
    requestKey: said.requestKey,
    timezone: settings.timezone,
    title: said.title,
    severity: said.severity,
    isPrivate: said.isPrivate,
    isDrill: said.isDrill ?? false,
    system: said.system,
    declaredBy: said.by,
    origin: said.origin,
    originTs: said.originTs,
    cadenceMs: everyMs,
  });
  if (incident === undefined) return undefined;
  const { id, declaredAt } = incident;
  const [leading = 'commander'] = settings.roles;
  // A program declares, but does not lead.
  const leads = said.by !== 'hook';
  if (leads) await holdRole(tx, id, leading, said.by, said.by);
  const led = leads ? changeIncident(tx, incident, { commander: said.by }) : incident;
  await insertTasks(tx, id, tasksOf(incident, settings.announceChannel !== undefined));
  await sendTasks(tx, desk.queue, id, undefined);
  await beginSlot(tx, desk.queue, id, new Date(declaredAt.getTime() + everyMs), declaredAt);
  desk.record(tx, {
    actor: said.by,
    action: incident.isDrill ? 'drill.begun' : 'incident.declared',
    subject: `incident:${id}`,
    detail: { name: nameOf(incident), title: said.title, severity: said.severity, isPrivate: said.isPrivate },
  });
  const text = `SEV${said.severity}: ${said.title}`;
  const message = said.originTs === null ? {} : { message: { channel: said.origin, ts: said.originTs } };
  await insertEntry(tx, {
    incident: id,
    at: declaredAt,
    kind: 'declared',
    actor: said.by,
    text,
    isAudited: true,
    ...message,
  });
  await callProcedures(tx, desk, led, ['incident.opened']);
  return led;
}
