// The rules of an incident: incident × event × now → what changes. Pure; apply.ts carries it out.

import { done, refuse, type Result } from '../errors.ts';
import { nameOf, type EntryKind, type Incident, type Severity } from './incident.ts';
import type { IncidentChange } from './store.ts';

export type IncidentEvent =
  | { readonly kind: 'updated'; readonly text: string; readonly nextMs?: number }
  /** The promised time has come and nobody has written. */
  | { readonly kind: 'due' }
  | { readonly kind: 'severity'; readonly severity: Severity; readonly cadenceMs: number }
  /** `person` accepted a role, or was given it by themselves. */
  | { readonly kind: 'role'; readonly role: string; readonly person: string; readonly leads: boolean }
  | { readonly kind: 'noted'; readonly text: string }
  | { readonly kind: 'mitigated' }
  | { readonly kind: 'snoozed'; readonly ms: number }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'resolved'; readonly text: string }
  | { readonly kind: 'reopened'; readonly reason: string; readonly cadenceMs: number }
  | { readonly kind: 'merged'; readonly into: Incident }
  | { readonly kind: 'moved'; readonly place: 'channel' | 'archived' | 'gone' };

/** What becomes of the promise "next update by". */
export type SlotChange =
  | { readonly kind: 'keep' }
  /** The open one is settled, and the next one is due then; there is none when `next` is undefined. */
  | { readonly kind: 'settle'; readonly as: 'human' | 'facts'; readonly text: string; readonly next: Date | undefined }
  | { readonly kind: 'move'; readonly by: { readonly ms: number } | { readonly atMost: Date } }
  | { readonly kind: 'begin'; readonly next: Date }
  | { readonly kind: 'cancel' };

export interface IncidentDecision {
  readonly change: IncidentChange;
  readonly entry: { readonly kind: EntryKind; readonly text: string };
  readonly slot: SlotChange;
  /** `incident.resolved`, for the audit. */
  readonly action: string;
}

/** Undefined cadence means that the updates were stopped: then a person's update makes no new promise unless it names one. */
function nextUpdate(incident: Incident, now: Date, nextMs?: number): Date | undefined {
  const ms = nextMs ?? incident.cadenceMs;
  return ms === null ? undefined : new Date(now.getTime() + ms);
}

export function decide(incident: Incident, event: IncidentEvent, by: string, now: Date): Result<IncidentDecision> {
  if (incident.state !== 'open' && event.kind !== 'reopened' && event.kind !== 'noted' && event.kind !== 'moved')
    return refuse('conflict', whyOver(incident));
  const seen = acknowledged(incident, by, now);
  switch (event.kind) {
    case 'updated':
      return done({
        change: {
          ...seen,
          ...(incident.cadenceMs === null && event.nextMs !== undefined ? { cadenceMs: event.nextMs } : {}),
        },
        entry: { kind: 'update', text: event.text },
        slot: { kind: 'settle', as: 'human', text: event.text, next: nextUpdate(incident, now, event.nextMs) },
        action: 'incident.updated',
      });
    case 'due':
      return done({
        change: {},
        entry: { kind: 'facts', text: 'Nobody wrote an update in time; the facts were posted' },
        slot: { kind: 'settle', as: 'facts', text: '', next: nextUpdate(incident, now) },
        action: 'incident.facts-posted',
      });
    case 'severity':
      return changeSeverity(incident, event, seen, now);
    case 'role':
      return done({
        change: { ...seen, ...(event.leads ? { commander: event.person } : {}) },
        entry: { kind: 'role', text: `<@${event.person}> is ${event.role}` },
        slot: { kind: 'keep' },
        action: 'incident.role-taken',
      });
    case 'noted':
      return done({
        change: seen,
        entry: { kind: 'note', text: event.text },
        slot: { kind: 'keep' },
        action: 'incident.noted',
      });
    case 'mitigated':
      return mitigate(incident, seen, now);
    case 'snoozed':
      return snooze(incident, event.ms, seen);
    case 'stopped':
      return stop(incident, seen);
    case 'resolved':
      return done({
        change: {
          ...seen,
          state: 'resolved',
          resolvedAt: now,
          resolvedBy: by,
          resolution: event.text,
        },
        entry: { kind: 'resolved', text: event.text },
        slot: { kind: 'cancel' },
        action: 'incident.resolved',
      });
    case 'reopened':
      return reopen(incident, event.reason, event.cadenceMs, now);
    case 'merged':
      return merge(incident, event.into);
    case 'moved':
      return done({
        change: { place: event.place },
        entry: { kind: 'channel', text: moved[event.place] },
        slot: { kind: 'keep' },
        action: `incident.channel-${event.place === 'channel' ? 'back' : event.place}`,
      });
  }
}

const moved = {
  channel: 'The channel is open again',
  archived: 'The channel was archived',
  gone: 'The channel was deleted',
} as const;

type Seen = Pick<IncidentChange, 'acknowledgedAt'>;

function changeSeverity(
  incident: Incident,
  { severity, cadenceMs }: { readonly severity: Severity; readonly cadenceMs: number },
  seen: Seen,
  now: Date,
): Result<IncidentDecision> {
  if (severity === incident.severity)
    return refuse('conflict', `It is SEV${incident.severity} already; nothing was changed.`);
  return done({
    change: { ...seen, severity, ...(incident.cadenceMs === null ? {} : { cadenceMs }) },
    entry: { kind: 'severity', text: `SEV${incident.severity} → SEV${severity}` },
    slot: { kind: 'move', by: { atMost: new Date(now.getTime() + cadenceMs) } },
    action: 'incident.severity-changed',
  });
}

function mitigate(incident: Incident, seen: Seen, now: Date): Result<IncidentDecision> {
  if (incident.mitigatedAt !== null)
    return refuse('conflict', 'It is marked as mitigated already; nothing was changed.');
  return done({
    change: { ...seen, mitigatedAt: now },
    entry: { kind: 'mitigated', text: 'The hurt has stopped' },
    slot: { kind: 'keep' },
    action: 'incident.mitigated',
  });
}

/** Once: the updates after it come as before. */
function snooze(incident: Incident, ms: number, seen: Seen): Result<IncidentDecision> {
  if (incident.cadenceMs === null) return refuse('conflict', 'No update is promised, so there is nothing to put off.');
  return done({
    change: seen,
    entry: { kind: 'snoozed', text: `put the next update off by ${Math.round(ms / 60_000)} min` },
    slot: { kind: 'move', by: { ms } },
    action: 'incident.snoozed',
  });
}

function stop(incident: Incident, seen: Seen): Result<IncidentDecision> {
  if (incident.cadenceMs === null) return refuse('conflict', 'The updates were stopped already.');
  return done({
    change: { ...seen, cadenceMs: null },
    entry: { kind: 'snoozed', text: 'stopped the updates' },
    slot: { kind: 'cancel' },
    action: 'incident.updates-stopped',
  });
}

function reopen(incident: Incident, reason: string, cadenceMs: number, now: Date): Result<IncidentDecision> {
  if (incident.state === 'open') return refuse('conflict', 'It is open; there is nothing to reopen.');
  if (incident.state === 'merged') return refuse('conflict', whyOver(incident));
  return done({
    // What came back hurts again, as far as anybody said.
    change: { state: 'open', mitigatedAt: null, resolvedAt: null, resolvedBy: null, resolution: '', cadenceMs },
    entry: { kind: 'reopened', text: reason },
    slot: { kind: 'begin', next: new Date(now.getTime() + cadenceMs) },
    action: 'incident.reopened',
  });
}

function merge(incident: Incident, into: Incident): Result<IncidentDecision> {
  if (into.id === incident.id) return refuse('usage', 'An incident cannot be merged into itself. Name the other one.');
  if (into.state !== 'open')
    return refuse('conflict', `${nameOf(into)} is not open, so nothing can be merged into it. Reopen it first.`);
  return done({
    change: { state: 'merged', mergedInto: into.id },
    entry: { kind: 'merged', text: `It is a duplicate of ${nameOf(into)}${titleFor(incident, into)}` },
    slot: { kind: 'cancel' },
    action: 'incident.merged',
  });
}

/** The title of a private incident is told in a private one only. */
export function titleFor(reader: Pick<Incident, 'isPrivate'>, of: Pick<Incident, 'isPrivate' | 'title'>): string {
  return of.isPrivate && !reader.isPrivate ? '' : `: "${of.title}"`;
}

function whyOver(incident: Incident): string {
  return incident.state === 'merged'
    ? `${nameOf(incident)} was merged into another incident; go on there.`
    : `${nameOf(incident)} is resolved. /ops reopen <reason> opens it again.`;
}

/** Somebody other than who declared it has done something about it. */
function acknowledged(incident: Incident, by: string, now: Date): Seen {
  const isFirst = incident.acknowledgedAt === null && by !== incident.declaredBy && by !== 'opsbook';
  return isFirst ? { acknowledgedAt: now } : {};
}
