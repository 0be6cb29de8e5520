// What may become of an incident: each event in each state, and what each does to the promise.

import { describe, expect, test } from 'vitest';
import { sampleIncident } from '../../test/support/sample-incident.ts';
import { jonas, later, maria, noon } from '../../test/support/sample-run.ts';
import { decide, titleFor, type IncidentEvent } from './decide.ts';
import { incidentId, type Incident } from './incident.ts';

const minute = 60_000;
const now = later(10 * minute);
const open = sampleIncident();
const stopped = sampleIncident({ cadenceMs: null });
const resolved = sampleIncident({ state: 'resolved', resolvedAt: now, resolvedBy: maria, mitigatedAt: now });
const merged = sampleIncident({ state: 'merged' });
const other = sampleIncident({ id: incidentId.parse(8), number: 4, title: 'Payments fail' });

const events: readonly IncidentEvent[] = [
  { kind: 'updated', text: 'on it' },
  { kind: 'due' },
  { kind: 'severity', severity: 2, cadenceMs: 30 * minute },
  { kind: 'role', role: 'commander', person: jonas, leads: true },
  { kind: 'noted', text: 'the queue is full' },
  { kind: 'mitigated' },
  { kind: 'snoozed', ms: 30 * minute },
  { kind: 'stopped' },
  { kind: 'resolved', text: 'rolled back' },
  { kind: 'reopened', reason: 'it is back', cadenceMs: 15 * minute },
  { kind: 'merged', into: other },
  { kind: 'moved', place: 'archived' },
];
const kinds = events.map(({ kind }) => kind);

function allowed(incident: Incident): string[] {
  return events.filter((event) => decide(incident, event, jonas, now).ok).map(({ kind }) => kind);
}

describe('what is possible', () => {
  test.each([
    ['open', open, kinds.filter((kind) => kind !== 'reopened')],
    ['stopped', stopped, kinds.filter((kind) => !['reopened', 'snoozed', 'stopped'].includes(kind))],
    ['resolved', resolved, ['noted', 'reopened', 'moved']],
    ['merged', merged, ['noted', 'moved']],
    [
      'mitigated',
      sampleIncident({ mitigatedAt: noon }),
      kinds.filter((kind) => !['reopened', 'mitigated'].includes(kind)),
    ],
  ])('%s', (_state, incident, possible) => {
    expect(allowed(incident)).toEqual(possible);
  });

  test.each<[string, Incident, IncidentEvent, string]>([
    ['the same severity', open, { kind: 'severity', severity: 1, cadenceMs: 1 }, 'It is SEV1 already'],
    ['into itself', open, { kind: 'merged', into: open }, 'cannot be merged into itself'],
    ['into one that is over', open, { kind: 'merged', into: { ...other, state: 'resolved' } }, 'is not open'],
    ['an update after the end', resolved, { kind: 'updated', text: 'x' }, '/ops reopen <reason> opens it again'],
    ['an update after a merge', merged, { kind: 'updated', text: 'x' }, 'was merged into another incident'],
  ])('%s is refused in words', (_what, incident, event, say) => {
    expect(decide(incident, event, jonas, now)).toMatchObject({
      ok: false,
      refusal: { say: expect.stringContaining(say) },
    });
  });
});

describe('what becomes of the promise', () => {
  test.each<[string, Incident, IncidentEvent, object]>([
    [
      'an update renews it',
      open,
      { kind: 'updated', text: 'x' },
      { kind: 'settle', as: 'human', next: later(25 * minute) },
    ],
    [
      'an update that says when',
      open,
      { kind: 'updated', text: 'x', nextMs: 60 * minute },
      { kind: 'settle', as: 'human', next: later(70 * minute) },
    ],
    ['an update where they were stopped', stopped, { kind: 'updated', text: 'x' }, { kind: 'settle', next: undefined }],
    ['nobody wrote', open, { kind: 'due' }, { kind: 'settle', as: 'facts', next: later(25 * minute) }],
    [
      'a severity brings it forward, never back',
      open,
      { kind: 'severity', severity: 2, cadenceMs: 30 * minute },
      { kind: 'move', by: { atMost: later(40 * minute) } },
    ],
    ['a snooze', open, { kind: 'snoozed', ms: minute }, { kind: 'move', by: { ms: minute } }],
    ['a stop', open, { kind: 'stopped' }, { kind: 'cancel' }],
    ['the end', open, { kind: 'resolved', text: 'x' }, { kind: 'cancel' }],
    ['a merge', open, { kind: 'merged', into: other }, { kind: 'cancel' }],
    ['a note', open, { kind: 'noted', text: 'x' }, { kind: 'keep' }],
    [
      'opened again',
      resolved,
      { kind: 'reopened', reason: 'x', cadenceMs: 5 * minute },
      { kind: 'begin', next: later(15 * minute) },
    ],
  ])('%s', (_what, incident, event, slot) => {
    expect(decide(incident, event, jonas, now)).toMatchObject({ ok: true, value: { slot } });
  });
});

test.each<[string, Incident, IncidentEvent, string, object]>([
  ['the first other person acknowledges', open, { kind: 'noted', text: 'x' }, jonas, { acknowledgedAt: now }],
  ['who declared it does not', open, { kind: 'noted', text: 'x' }, maria, {}],
  ['the bot does not', open, { kind: 'due' }, 'opsbook', {}],
  ['once only', sampleIncident({ acknowledgedAt: noon }), { kind: 'noted', text: 'x' }, jonas, {}],
  ['a role that does not lead', open, { kind: 'role', role: 'scribe', person: maria, leads: false }, maria, {}],
  [
    'a cadence for updates that were stopped',
    stopped,
    { kind: 'updated', text: 'x', nextMs: minute },
    maria,
    { cadenceMs: minute },
  ],
  [
    'stopped updates stay stopped at another severity',
    stopped,
    { kind: 'severity', severity: 2, cadenceMs: minute },
    maria,
    { severity: 2 },
  ],
  [
    'what is opened again hurts again',
    resolved,
    { kind: 'reopened', reason: 'x', cadenceMs: minute },
    maria,
    { state: 'open', mitigatedAt: null, resolvedAt: null, resolvedBy: null, resolution: '', cadenceMs: minute },
  ],
])('what changes: %s', (_what, incident, event, by, change) => {
  const decision = decide(incident, event, by, now);
  expect(decision.ok && decision.value.change).toEqual(change);
});

test.each([
  ['channel', 'incident.channel-back', 'The channel is open again'],
  ['archived', 'incident.channel-archived', 'The channel was archived'],
  ['gone', 'incident.channel-gone', 'The channel was deleted'],
] as const)('a channel that is %s', (place, action, text) => {
  expect(decide(open, { kind: 'moved', place }, jonas, now)).toMatchObject({
    ok: true,
    value: { action, entry: { text } },
  });
});

test.each([
  ['public in public', false, false, ': "Checkout fails"'],
  ['private in public', false, true, ''],
  ['public in private', true, false, ': "Checkout fails"'],
  ['private in private', true, true, ': "Checkout fails"'],
] as const)('the title of a %s one', (_what, reader, of, said) => {
  expect(titleFor({ isPrivate: reader }, { isPrivate: of, title: 'Checkout fails' })).toBe(said);
});
