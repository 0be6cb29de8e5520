// Which moments a change brings, and which procedures want to be called then.

import { expect, it } from 'vitest';
import { procedureOf, runbookOf } from '../../test/support/sample-runbook.ts';
import { calledAt, momentsOf } from './calls.ts';
import type { IncidentEvent } from './decide.ts';
import { incidentRow, type Incident } from './incident.ts';

const opened: Incident = incidentRow.parse({
  id: 1,
  day: '20261130',
  number: 1,
  title: 'Checkout fails',
  severity: 1,
  state: 'open',
  isPrivate: false,
  isDrill: false,
  system: null,
  declaredBy: 'U0ANNA',
  declaredAt: new Date(0),
  origin: 'C0OPS',
  originTs: null,
  channel: null,
  thread: null,
  place: 'wanted',
  commander: 'U0ANNA',
  acknowledgedAt: null,
  mitigatedAt: null,
  resolvedAt: null,
  resolvedBy: null,
  resolution: '',
  mergedInto: null,
  cadenceMs: null,
});
const seen: Incident = { ...opened, acknowledgedAt: new Date(1) };
const resolved: IncidentEvent = { kind: 'resolved', text: 'Done.' };
const updated: IncidentEvent = { kind: 'updated', text: 'Looking.' };

it.each([
  ['an update of the declarer', opened, opened, updated, ['incident.updated']],
  ['the first word of somebody else', opened, seen, updated, ['incident.acknowledged', 'incident.updated']],
  ['a later one', seen, seen, updated, ['incident.updated']],
  ['somebody who notes', opened, seen, { kind: 'noted', text: 'Hm.' }, ['incident.acknowledged']],
  ['the end', seen, seen, resolved, ['incident.resolved', 'postmortem.drafted']],
  ['the facts, which nobody wrote', opened, opened, { kind: 'due' }, []],
  ['a duplicate', seen, seen, { kind: 'merged', into: opened }, []],
] as const)('%s', (_what, before, after, event, moments) => {
  expect(momentsOf(before, after, event)).toEqual(moments);
});

it('a private incident calls only what knows of privacy', () => {
  const [page, desk, other] = [
    procedureOf({ name: 'shop.page', on: ['incident.opened'] }),
    procedureOf({
      name: 'shop.desk',
      on: ['incident.updated', 'incident.opened'],
      parameters: [{ name: 'private', type: 'boolean' }],
    }),
    procedureOf({ name: 'shop.other' }),
  ];
  const runbooks = [runbookOf({ procedures: [page, desk, other] })];
  expect(calledAt(runbooks, 'incident.opened', { isPrivate: false, isDrill: false })).toEqual([
    'shop.page',
    'shop.desk',
  ]);
  expect(calledAt(runbooks, 'incident.opened', { isPrivate: true, isDrill: false })).toEqual(['shop.desk']);
  expect(calledAt(runbooks, 'incident.resolved', { isPrivate: false, isDrill: false })).toEqual([]);
});
