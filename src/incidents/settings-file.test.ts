// What `opsbook.yaml` may say about incidents, and what is said when it says something else.

import { expect, test } from 'vitest';
import { readSettings } from './settings-file.ts';
import { settingsOf } from './settings.ts';

const usual = settingsOf({ timezone: 'UTC', announceChannel: undefined, updateEveryMs: 900_000 });

test.each(['', '# nothing yet', 'incidents: {}'])('%j leaves everything as usual', (text) => {
  expect(readSettings(text, usual)).toMatchObject({
    ok: true,
    settings: { roles: usual.roles, severities: usual.severities },
  });
});

test('cadence and meaning are set by severity, people on call by system', () => {
  const text = `
incidents:
  severities:
    1: { every: 5m, means: "shops are closed" }
    4: { every: 2h }
  roles: [lead, scribe]
  on_call: { ace: ["@night-shift", U012AB] }
  postmortem_template: ./ours.md
`;
  expect(readSettings(text, usual)).toMatchObject({
    ok: true,
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
  });
});

test.each([
  ['incidents: { severities: { 5: {} } }', 'Unrecognized key'],
  ['incidents: { severities: { 1: { every: soon } } }', '"soon" is no time. Write a number and a unit'],
  ['incidents: { roles: [] }', 'incidents.roles'],
  ['incidents: { roles: ["The Boss"] }', 'a role is one word in small letters'],
  ['incidents: { on_call: { ace: [maria] } }', 'name a @user-group or a user id'],
  ['incidents: [', 'Flow sequence'],
  ['incident: {}', 'Unrecognized key: "incident"'],
])('%s is refused in words', (text, words) => {
  const read = readSettings(text, usual);
  expect(read.ok ? [] : read.problems.join('\n')).toContain(words);
});
