// Every permission, with roles and without them, and the places and times that limit a change.

import { expect, test } from 'vitest';
import { may, namesIn, type Question } from './may.ts';
import { permissions, type Permission } from './permission.ts';
import { usualPolicy, type Policy, type Role } from './policy.ts';
import { readHours } from './quiet-hours.ts';

const usual = usualPolicy('Europe/Berlin');
const matter = {
  system: 'shop',
  procedure: 'shop.rollback',
  owners: ['@shop-oncall'],
  approvers: ['@shop-approvers', 'U9'],
};
const everything: readonly Permission[] = permissions;

function ask(policy: Policy, change: Partial<Question>): string {
  const question: Question = { person: 'U1', permission: 'see', matter, names: new Set(), start: undefined, ...change };
  const answer = may(policy, question);
  return answer.isAllowed ? 'yes' : answer.say;
}

function allowed(policy: Policy, change: Partial<Question>): Permission[] {
  return everything.filter((permission) => ask(policy, { ...change, permission }) === 'yes');
}

const role = (name: string, members: string[], grants: (Permission | [Permission, string])[]): Role => ({
  name,
  members,
  may: grants.map((each) =>
    typeof each === 'string' ? { permission: each, systems: undefined } : { permission: each[0], systems: [each[1]] },
  ),
});
const withRoles = (...roles: Role[]): Policy => ({ ...usual, roles });

const anybody: Permission[] = ['see', 'run:read', 'incident'];

test.each<[string, Partial<Question>, Permission[]]>([
  ['anybody', {}, anybody],
  [
    'who is on call',
    { names: new Set(['@shop-oncall']) },
    ['see', 'run:read', 'run:change', 'run:destroy', 'incident'],
  ],
  ['an approver', { names: new Set(['@shop-approvers']) }, everything.slice(0, 7)],
  ['an approver by id', { person: 'U9' }, everything.slice(0, 7)],
  ['somebody of a page that names nobody', { matter: { system: 'shop', owners: [], approvers: [] } }, anybody],
  ['somebody at the terminal', { person: 'cli:maria' }, [...anybody, 'audit']],
])('without roles: %s', (_, change, expected) => {
  expect(allowed(usual, change)).toEqual(everything.filter((each) => expected.includes(each)));
});

test('without roles a vote leaves it to those who are asked', () => {
  expect(ask(usual, { permission: 'approve:destroy', matter: { system: 'shop' } })).toBe('yes');
});

test.each<[string, Role[], Partial<Question>, Permission[]]>([
  ['nobody has what no role gives', [role('a', ['U2'], ['see'])], { names: new Set(['@shop-oncall']) }, []],
  ['everybody', [role('a', ['*'], ['see', 'incident'])], {}, ['see', 'incident']],
  ['by id', [role('a', ['U1'], ['audit', 'admin'])], {}, ['audit', 'admin']],
  ['by group', [role('a', ['@sre'], ['run:change'])], { names: new Set(['@sre']) }, ['run:change']],
  ['at the terminal', [role('a', ['cli:maria'], ['run:destroy'])], { person: 'cli:maria' }, ['run:destroy']],
  ['in that system', [role('a', ['U1'], [['run:change', 'shop']])], {}, ['run:change']],
  ['not in another', [role('a', ['U1'], [['run:change', 'ace']])], {}, []],
  ['in general', [role('a', ['U1'], [['incident', 'ace']])], { matter: {} }, ['incident']],
  ['two roles', [role('a', ['U1'], ['see']), role('b', ['*'], ['breakglass'])], {}, ['see', 'breakglass']],
  ['approving takes the role and the procedure’s word', [role('a', ['*'], ['approve:change'])], {}, []],
  [
    'approving with both',
    [role('a', ['*'], ['approve:change'])],
    { names: new Set(['@shop-approvers']) },
    ['approve:change'],
  ],
  ['being asked is not enough', [role('a', ['*'], ['see'])], { names: new Set(['@shop-approvers']) }, ['see']],
])('with roles: %s', (_, roles, change, expected) => {
  expect(allowed(withRoles(...roles), change)).toEqual(expected);
});

test.each<[string, Policy, Partial<Question>, RegExp]>([
  ['owners', usual, { permission: 'run:change' }, /^shop\.rollback .*@shop-oncall, @shop-approvers.*`owners`/],
  [
    'no owners',
    usual,
    { permission: 'run:destroy', matter: { procedure: 'shop.x', owners: [], approvers: [] } },
    /nobody: the runbook names no owners/,
  ],
  [
    'no roles',
    usual,
    { permission: 'audit' },
    /takes `audit`, and nobody has it .* a role there whose `may` has `audit`/,
  ],
  [
    'not an approver',
    usual,
    { permission: 'approve:change' },
    /^Only @shop-approvers, <@U9> may decide on shop\.rollback/,
  ],
  [
    'no approvers',
    usual,
    { permission: 'approve:change', matter: { procedure: 'shop.x', approvers: [] } },
    /Name `approvers` in its runbook/,
  ],
  [
    'other roles',
    withRoles(role('sre', ['@sre', 'U7'], ['run:change'])),
    { permission: 'run:change' },
    /^Starting a change of shop takes `run:change`, which the roles sre \(@sre, <@U7>\) have\. Ask one of them/,
  ],
  [
    'no role at all',
    withRoles(role('sre', ['@sre'], ['see'])),
    { permission: 'breakglass' },
    /no role has it\. Whoever keeps opsbook\.yaml can add it to the `may` of a role/,
  ],
])('says how to be allowed: %s', (_, policy, change, sentence) => {
  expect(ask(policy, change)).toMatch(sentence);
});

const channel = { kind: 'channel', id: 'C1', name: '#random', incidentOf: undefined } as const;
const noon = new Date('2026-03-04T12:00:00Z');
const start = { place: channel, now: noon, isIncidentOpen: false };
const mine = { permission: 'run:change', names: new Set(['@shop-oncall']) } as const;

test.each<
  [string, Policy['channels'], Partial<typeof start> | { place: NonNullable<Question['start']>['place'] }, RegExp]
>([
  ['no limit', {}, {}, /^yes$/],
  [
    'another channel',
    { shop: ['#ops', 'C7'] },
    {},
    /^Changes of shop are started in #ops, C7 or in the channel of an open incident/,
  ],
  ['by name', { shop: ['#random'] }, {}, /^yes$/],
  ['by id', { shop: ['C1'] }, {}, /^yes$/],
  ['another system’s limit', { ace: ['#ops'] }, {}, /^yes$/],
  ['every system’s limit', { '*': ['#ops'] }, {}, /#ops/],
  ['its own limit instead of every system’s', { '*': ['#ops'], shop: ['C1'] }, {}, /^yes$/],
  ['the channel of its incident', { shop: ['#ops'] }, { place: { ...channel, incidentOf: 'shop' } }, /^yes$/],
  ['the channel of another incident', { shop: ['#ops'] }, { place: { ...channel, incidentOf: 'ace' } }, /#ops/],
  ['a channel without a name', { shop: ['#ops'] }, { place: { ...channel, name: undefined } }, /#ops/],
  ['the terminal', { shop: ['#ops'] }, { place: { kind: 'terminal' } }, /^yes$/],
])('where a change is started: %s', (_, channels, change, expected) => {
  expect(ask({ ...usual, channels }, { ...mine, start: { ...start, ...change } })).toMatch(expected);
});

const hours = [readHours('mon-fri 08:00-18:00')].flatMap((each) => each ?? []);
const working = { ...usual, quiet: { ...usual.quiet, working: { hours, systems: undefined } } };
const freeze = { from: '2026-03-01', until: '2026-03-04', why: 'the sale', systems: undefined };
const frozen = { ...usual, quiet: { ...usual.quiet, freezes: [freeze] } };

test.each<[string, Policy, string, boolean, RegExp]>([
  ['in working hours', working, '2026-03-04T12:00:00Z', false, /^yes$/],
  [
    'at night',
    working,
    '2026-03-04T02:12:00Z',
    false,
    /mon-fri 08:00-18:00 \(Europe\/Berlin\), and it is wed 03:12 there.*system=shop/,
  ],
  ['at night, in an incident', working, '2026-03-04T02:12:00Z', true, /^yes$/],
  ['at the weekend', working, '2026-03-07T12:00:00Z', false, /it is sat 13:00/],
  [
    'in a freeze',
    frozen,
    '2026-03-04T22:30:00Z',
    false,
    /frozen until 2026-03-04 \(the sale\).*declare an incident of shop/,
  ],
  ['after it', frozen, '2026-03-04T23:30:00Z', false, /^yes$/],
  ['in a freeze, in an incident', frozen, '2026-03-04T12:00:00Z', true, /^yes$/],
])('when a change is started: %s', (_, policy, now, isIncidentOpen, expected) => {
  expect(ask(policy, { ...mine, start: { ...start, now: new Date(now), isIncidentOpen } })).toMatch(expected);
});

test('places and times limit changes alone', () => {
  const strict = { ...working, ...frozen, channels: { '*': ['#ops'] } };
  const others = everything.filter((each) => !each.startsWith('run:') || each === 'run:read');
  const names = new Set(['@shop-approvers']);
  for (const permission of others)
    expect(ask(strict, { permission, names, start })).toBe(ask(usual, { permission, names }));
});

test('only groups that matter are looked up', () => {
  const roles = withRoles(
    role('a', ['@a'], ['see']),
    role(
      'b',
      ['@b'],
      [
        ['run:change', 'shop'],
        ['approve:change', 'ace'],
      ],
    ),
  );
  expect(namesIn(usual, { permission: 'see', matter })).toEqual([]);
  expect(namesIn(usual, { permission: 'run:change', matter })).toEqual(['@shop-oncall', '@shop-approvers', 'U9']);
  expect(namesIn(roles, { permission: 'run:change', matter })).toEqual(['@b']);
  expect(namesIn(roles, { permission: 'approve:change', matter })).toEqual(['@shop-approvers', 'U9']);
});
