// A small incident with two people, which tests change where they need to. It was declared at noon, Berlin's one o'clock.

import {
  incidentId,
  type ActionItem,
  type Incident,
  type TimelineEntry,
  type UpdateSlot,
} from '../../src/incidents/incident.ts';
import { jonas, maria, noon } from './sample-run.ts';

const id = incidentId.parse(7);

export function sampleIncident(change: Partial<Incident> = {}): Incident {
  return {
    id,
    day: '20260301',
    number: 3,
    title: 'Checkout fails',
    severity: 1,
    state: 'open',
    isPrivate: false,
    isDrill: false,
    system: 'shop',
    declaredBy: maria,
    declaredAt: noon,
    origin: 'C0OPS',
    originTs: null,
    channel: 'C0INCIDENT',
    thread: null,
    place: 'channel',
    commander: maria,
    acknowledgedAt: null,
    mitigatedAt: null,
    resolvedAt: null,
    resolvedBy: null,
    resolution: '',
    mergedInto: null,
    cadenceMs: 900_000,
    ...change,
  };
}

export function sampleEntry(change: Partial<TimelineEntry> = {}): TimelineEntry {
  const at = change.at ?? noon;
  return {
    id: 1,
    incident: id,
    at,
    recordedAt: at,
    kind: 'note',
    actor: jonas,
    text: 'the queue is full',
    channel: null,
    ts: null,
    files: [],
    editedAt: null,
    deletedAt: null,
    auditSeq: null,
    ...change,
  };
}

export function sampleSlot(change: Partial<UpdateSlot> = {}): UpdateSlot {
  return {
    incident: id,
    seq: 1,
    dueAt: new Date(noon.getTime() + 900_000),
    state: 'pending',
    settledAt: null,
    byPerson: null,
    text: '',
    facts: null,
    ...change,
  };
}

export function sampleItem(change: Partial<ActionItem> = {}): ActionItem {
  return {
    id: 1,
    incident: id,
    text: 'alert on disk space',
    owner: jonas,
    dueOn: '2026-03-08',
    state: 'open',
    createdBy: maria,
    createdAt: noon,
    settledBy: null,
    settledAt: null,
    reminders: 0,
    ...change,
  };
}
