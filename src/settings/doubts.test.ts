// What the settings name and nobody knows is told, and stops nothing.

import { expect, test } from 'vitest';
import { usualPolicy, type Policy } from '../policy/policy.ts';
import { doubtsAbout, peopleIn } from './doubts.ts';

const policy: Policy = {
  roles: [
    { name: 'a', members: ['*', '@sre', 'cli:maria'], may: [{ permission: 'see', systems: ['acee'] }] },
    { name: 'b', members: ['U1', '@sre'], may: [{ permission: 'see', systems: undefined }] },
  ],
  channels: { '*': ['#ops'], ace: ['#ops'] },
  quiet: { ...usualPolicy('UTC').quiet, freezes: [{ from: '', until: '', why: '', systems: ['elsewhere'] }] },
  asking: { change: 0, destroy: 1, escalate: { afterMs: 60_000, to: ['@managers'] } },
};

test('groups and people are looked up, nobody at the terminal', () => {
  expect(peopleIn(policy, { ace: ['@night'] })).toEqual(['@sre', 'U1', '@night', '@managers']);
  expect(peopleIn(usualPolicy('UTC'), {})).toEqual([]);
});

test('whatever nobody knows is named', () => {
  const doubts = doubtsAbout('o.yaml', policy, { ace: [] }, { systems: ['ace'], strangers: ['@sre', 'U1'] });
  expect(doubts.map(({ say, hint }) => `${say} ${hint}`)).toEqual([
    'Slack has no user group @sre, so it means nobody. Correct the name, or make the group.',
    'U1 is nobody in this workspace, or has left it. Take the id out, or name a group.',
    'No runbook is about the system acee. Did you mean ace?',
    'No runbook is about the system elsewhere. Name a system as its runbook does.',
  ]);
  expect(doubtsAbout('o.yaml', policy, {}, { systems: ['ace', 'acee', 'elsewhere'], strangers: [] })).toEqual([]);
});
