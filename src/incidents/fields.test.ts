// What an incident hands over: one line each, of a length that every place takes, with people by name.

import { expect, it } from 'vitest';
import { fieldsOf, peopleIn, type Told } from './fields.ts';
import { incidentRow, type Incident } from './incident.ts';

const incident: Incident = incidentRow.parse({
  id: 1,
  day: '20261130',
  number: 1,
  title: 'Checkout fails for <@U0ANNA>',
  severity: 2,
  state: 'open',
  isPrivate: false,
  isDrill: false,
  system: null,
  declaredBy: 'hook',
  declaredAt: new Date(0),
  origin: 'C0OPS',
  originTs: null,
  channel: 'C0ONE',
  thread: null,
  place: 'channel',
  commander: 'U0BERT',
  acknowledgedAt: null,
  mitigatedAt: null,
  resolvedAt: null,
  resolvedBy: null,
  resolution: '',
  mergedInto: null,
  cadenceMs: null,
});
const told: Told = {
  moment: 'incident.updated',
  text: 'We have\n\n found <@U0BERT|bert>\u0007.',
  url: 'https://slack.test/archives/C0ONE',
  names: new Map([['U0BERT', 'bert']]),
};

it('is one line, with names where they are known', () => {
  expect(fieldsOf(incident, told)).toEqual({
    incident: '20261130-001',
    name: 'incident-20261130-001',
    title: 'Checkout fails for U0ANNA',
    severity: '2',
    summary: 'We have found bert .',
    channel: 'incident-20261130-001',
    commander: 'bert',
    declared_by: 'hook',
    url: 'https://slack.test/archives/C0ONE',
    private: 'false',
  });
});

it('is cut between characters', () => {
  const long = { ...incident, title: '🔥'.repeat(151) };
  const { title, summary } = fieldsOf(long, { ...told, text: 'ä '.repeat(500) });
  expect(title).toBe(`${'🔥'.repeat(149)}…`);
  expect(Array.from(summary ?? '')).toHaveLength(800);
});

it('says where the post-mortem is, and nothing of a channel that is not there', () => {
  expect(fieldsOf(incident, { ...told, moment: 'postmortem.drafted' })['summary']).toBe(
    'The post-mortem is drafted: https://slack.test/archives/C0ONE',
  );
  const nowhere = { ...incident, channel: null, commander: null };
  expect(fieldsOf(nowhere, { ...told, moment: 'postmortem.drafted', url: '' })).toMatchObject({
    summary: 'The post-mortem is drafted.',
    channel: '',
    commander: '',
    url: '',
  });
  expect(fieldsOf({ ...incident, thread: '1.2' }, told)['channel']).toBe('');
});

it('adds the action item', () => {
  const action = { text: `Watch ${'x'.repeat(200)}`, owner: 'U0BERT', due: null };
  const fields = fieldsOf(incident, { ...told, moment: 'action.noted', action });
  expect(fields).toMatchObject({ summary: action.text, owner: 'bert', due: '' });
  expect(fields['action']).toHaveLength(150);
});

it('knows everybody whose name is needed', () => {
  expect(peopleIn(incident, ['<@U0CARL> and <@U0CARL|carl>', 'U0DORA', 'none'])).toEqual([
    'U0BERT',
    'U0DORA',
    'U0ANNA',
    'U0CARL',
  ]);
});
