// What `opsbook.yaml` may say, and what is said when it says something else.

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { settingsOf } from '../incidents/settings.ts';
import { permissions } from '../policy/permission.ts';
import { digestOfPolicy, usualPolicy } from '../policy/policy.ts';
import { readSettings } from './settings-file.ts';

const usual = settingsOf({ timezone: 'UTC', announceChannel: undefined, updateEveryMs: 900_000 });

test.each(['', '# nothing yet', 'incidents: {}'])('%j leaves everything as usual', (text) => {
  expect(readSettings(text, usual)).toMatchObject({
    ok: true,
    isEmpty: !text.startsWith('incidents'),
    incidents: { settings: { roles: usual.roles, severities: usual.severities } },
    policy: usualPolicy('UTC'),
  });
});

test('cadence and meaning are set by severity, people on call by system', () => {
  const text = `
oncall: { ace: ["@night-shift", U012AB] }
incidents:
  severities:
    1: { every: 5m, means: "shops are closed" }
    4: { every: 2h }
  roles: [lead, scribe]
  postmortem_template: ./ours.md
`;
  expect(readSettings(text, usual)).toMatchObject({
    ok: true,
    incidents: {
      templateFile: './ours.md',
      settings: {
        severities: {
          1: { everyMs: 300_000, means: 'shops are closed' },
          2: { everyMs: 900_000 },
          4: { everyMs: 7_200_000, means: 'it can wait' },
        },
        roles: ['lead', 'scribe'],
        onCall: { ace: ['@night-shift', 'U012AB'] },
      },
    },
  });
});

test('roles, channels and quiet hours', () => {
  const text = `
roles:
  everybody: { members: ["*"], may: [see, run:read, incident] }
  operator:
    members: ["@sre", U012AB, cli:maria]
    may:
      - run:change
      - { permission: run:destroy, systems: [ace, aeris] }
channels: { ace: ["#ops", C012AB], "*": ["#ops"] }
quiet_hours:
  working: { hours: ["mon-fri 08:00-18:00"], systems: [ace] }
  freezes: [{ from: 2026-12-19, until: 2027-01-03, why: end of the year }]
`;
  expect(readSettings(text, usual)).toMatchObject({
    ok: true,
    policy: {
      roles: [
        { name: 'everybody', members: ['*'], may: [{ permission: 'see' }, { permission: 'run:read' }, {}] },
        {
          name: 'operator',
          members: ['@sre', 'U012AB', 'cli:maria'],
          may: [
            { permission: 'run:change', systems: undefined },
            { permission: 'run:destroy', systems: ['ace', 'aeris'] },
          ],
        },
      ],
      channels: { ace: ['#ops', 'C012AB'], '*': ['#ops'] },
      quiet: {
        zone: 'UTC',
        working: { hours: [{ text: 'mon-fri 08:00-18:00' }], systems: ['ace'] },
        freezes: [{ from: '2026-12-19', until: '2027-01-03', why: 'end of the year' }],
      },
    },
  });
});

test.each([
  ['incidents: { severities: { 5: {} } }', 1, 'has no setting `5`'],
  ['incidents: { severities: { 1: { every: soon } } }', 1, '"soon" is no time. Write a number and a unit'],
  ['incidents: { roles: [] }', 1, 'incidents.roles'],
  ['incidents: { roles: ["The Boss"] }', 1, 'a role is one word in small letters'],
  ['oncall: { ace: [maria] }', 1, 'Name a @user-group or a user id.'],
  ['incidents: [', 1, 'not valid YAML'],
  ['# x\nincident: {}', 2, 'has no setting `incident`. Did you mean incidents?'],
  ['- roles', 1, 'not a list of settings with names. It may have: incidents, oncall, roles'],
  ['just words', 1, 'not a list of settings with names'],
  ['roles:\n\ta: {}', 2, 'not valid YAML'],
  ['roles: { a: { members: [*] } }', 1, 'not valid YAML'],
  ['roles: {}', 1, 'A role needs members'],
  ['roles:\n  a:\n    may: [see]', 3, 'A role needs members: user groups'],
  ['roles:\n  a:\n    members: []\n    may: [see]', 3, 'A role needs members: user groups'],
  ['roles:\n  a: { members: ["*"] }', 2, 'A role needs `may`'],
  ['roles:\n  a:\n    members: ["maria"]\n    may: [see]', 3, 'Write a Slack user group such as'],
  [
    'roles:\n  a:\n    members: ["*"]\n    may:\n      - see\n      - run:chnage',
    6,
    '"run:chnage" is no permission. Did you mean run:change?',
  ],
  ['roles:\n  a:\n    members: ["*"]\n    may: [everything]', 4, 'There are: see, run:read'],
  [
    'roles:\n  a:\n    members: ["*"]\n    may:\n      - { permission: run:destory, systems: [ace] }',
    5,
    'Did you mean run:destroy?',
  ],
  [
    'roles:\n  a:\n    members: ["*"]\n    may:\n      - { permission: audit, systems: [ace] }',
    5,
    'audit and admin cannot be limited',
  ],
  ['roles:\n  a:\n    members: ["*"]\n    may:\n      - { permission: see, systems: [] }', 5, 'leave `systems` away'],
  ['roles:\n  a:\n    members: ["*"]\n    may:\n      - { permission: see, system: ace }', 5, 'system'],
  ['roles:\n  A b: { members: ["*"], may: [see] }', 2, 'Name a role in small letters'],
  ['roles:\n  a: { members: ["*"], may: [see] }\n  a: { members: [U01], may: [see] }', 3, 'One name stands here twice'],
  ['channels: { ace: [ops] }', 1, 'Write a channel such as "#ops"'],
  ['channels: { ace: [] }', 1, 'channels.ace'],
  ['quiet_hours:\n  working: { hours: ["9 to 5"] }', 2, 'Write mon-fri 08:00-18:00.'],
  ['quiet_hours:\n  freezes: [{ from: 2026-12-19, until: 2026-12-18, why: x }]', 2, 'It ends before it begins.'],
  ['quiet_hours:\n  freezes: [{ from: soon, until: 2026-12-18, why: x }]', 2, 'Write a day such as'],
])('%j is refused with its line and in words', (text, line, words) => {
  const read = readSettings(text, usual);
  const faults = read.ok ? [] : read.faults.map((fault) => `${fault.line}: ${fault.say}. ${fault.hint}`);
  expect(faults.join('\n')).toContain(words);
  expect(faults[0]).toMatch(new RegExp(`^${line}: `));
});

test('everything that is wrong is said at once', () => {
  const read = readSettings('rolls: {}\nchannels: { ace: [ops] }\nquiet_hours: 9', usual);
  expect(read.ok ? [] : read.faults.map(({ line }) => line)).toEqual(expect.arrayContaining([1, 2, 3]));
});

test('the example holds every permission and every setting', async () => {
  const text = await readFile(path.resolve(import.meta.dirname, '../../opsbook.example.yaml'), 'utf8');
  const read = readSettings(text, usual);
  expect(read).toMatchObject({ ok: true, isEmpty: false, policy: { roles: expect.anything() } });
  if (!read.ok) return;
  const granted = new Set(read.policy.roles?.flatMap(({ may }) => may.map(({ permission }) => permission)));
  expect([...granted].sort()).toEqual([...permissions].sort());
  expect(read.policy.channels).not.toEqual({});
  expect(read.policy.quiet).toMatchObject({ working: expect.anything(), freezes: [expect.anything()] });
  expect(read.incidents.settings.onCall).not.toEqual({});
});

test('the order of roles is no change, a member is', () => {
  const roles = [
    { name: 'b', members: ['*'], may: [] },
    { name: 'a', members: ['*'], may: [] },
  ];
  const policy = { ...usualPolicy('UTC'), roles };
  expect(digestOfPolicy({ ...policy, roles: roles.toReversed() })).toBe(digestOfPolicy(policy));
  const fewer = [{ name: 'b', members: ['U1'], may: [] }, ...roles.slice(1)];
  expect(digestOfPolicy({ ...policy, roles: fewer })).not.toBe(digestOfPolicy(policy));
});
