// An incident as the database tells it, for tests that need one without a database.

import { incidentId } from '../../src/incidents/incident.ts';
import { timelineOf } from '../../src/incidents/timeline.ts';
import type { IncidentHistory } from '../../src/incidents/view.ts';

const id = incidentId.parse(7);
const start = Date.parse('2026-03-01T12:00:00Z');

/** Minutes after it was declared. */
export const sampleMinute = (minutes: number): Date => new Date(start + minutes * 60_000);

const entry = (
  number: number,
  minutes: number,
  kind: 'declared' | 'severity' | 'note' | 'mitigated' | 'resolved',
  text: string,
) => ({
  id: number,
  incident: id,
  at: sampleMinute(minutes),
  recordedAt: sampleMinute(minutes),
  kind,
  actor: number % 2 === 1 ? 'U0MARIA' : 'cli:jonas',
  text,
  channel: null,
  ts: null,
  files: [],
  editedAt: null,
  deletedAt: null,
  auditSeq: 100 + number,
});

const trace = (seq: number, minutes: number, action: string) => ({
  seq,
  at: sampleMinute(minutes),
  actor: 'U0MARIA',
  action,
  run: 12,
  procedure: 'shop.restart',
  detail: {},
});

const slot = (seq: number, minutes: number, state: 'human' | 'facts' | 'cancelled') => ({
  incident: id,
  seq,
  dueAt: sampleMinute(minutes),
  state,
  settledAt: sampleMinute(minutes),
  byPerson: null,
  text: '',
  facts: null,
});

export const sampleView: IncidentHistory = {
  incident: {
    id,
    day: '20260301',
    number: 1,
    title: 'Checkout fails for <everybody>',
    severity: 1,
    state: 'resolved',
    isPrivate: false,
    isDrill: false,
    system: 'shop',
    declaredBy: 'U0MARIA',
    declaredAt: sampleMinute(0),
    origin: 'C0OPS',
    originTs: null,
    channel: 'C0INC',
    thread: null,
    place: 'channel',
    commander: 'U0MARIA',
    acknowledgedAt: sampleMinute(4),
    mitigatedAt: sampleMinute(90),
    resolvedAt: sampleMinute(120),
    resolvedBy: 'U0MARIA',
    resolution: 'The disk was emptied.',
    mergedInto: null,
    cadenceMs: 900_000,
  },
  tasks: [],
  roles: [],
  slots: [slot(1, 15, 'human'), slot(2, 30, 'facts'), slot(3, 120, 'cancelled')],
  items: [],
  lines: timelineOf(
    [
      entry(1, 0, 'declared', 'SEV2: Checkout fails for <everybody>'),
      entry(2, 4, 'note', 'db1 is full'),
      entry(3, 20, 'severity', 'SEV2 → SEV1'),
      entry(4, 90, 'mitigated', 'The hurt has stopped'),
      entry(5, 120, 'resolved', 'The disk was emptied.'),
    ],
    [trace(201, 40, 'run.started'), trace(202, 45, 'run.succeeded')],
    [],
  ),
  runs: [{ id: 12, procedure: 'shop.restart', state: 'succeeded' }],
};
