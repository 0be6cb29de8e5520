// Emergencies, restarts and rollbacks of ACE.

import type { Exercise } from '../../exercise.ts';

const goodRevision = '2aed30a';
const healthy = { health: 'healthy' };
const rollback: Exercise = {
  procedure: 'ace.emergency-rollback',
  faults: ['bad-release'],
  parameters: { revision: goodRevision },
  ends: 'Done.',
  leaves: { ...healthy, release: { version: 'v1.9.0' } },
};

export const emergencies: readonly Exercise[] = [
  { procedure: 'ace.first-response', ends: 'Done.' },
  {
    procedure: 'ace.first-response',
    about: 'nothing answers, and the database neither',
    faults: ['database-unreachable', 'hanging'],
    ends: 'Done.',
    leaves: { health: 'down' },
  },
  { procedure: 'ace.health-check', ends: 'Done.' },
  {
    procedure: 'ace.health-check',
    about: 'a bad release',
    faults: ['bad-release'],
    ends: 'Failed.',
    leaves: { health: 'degraded' },
  },
  {
    procedure: 'ace.health-check',
    about: 'no database',
    faults: ['database-unreachable'],
    ends: 'Failed.',
    leaves: { health: 'degraded' },
  },
  { procedure: 'ace.restart', about: 'a process that hangs', faults: ['hanging'], ends: 'Done.', leaves: healthy },
  { procedure: 'ace.restart', faults: ['breaker-stuck-open'], ends: 'Done.', leaves: healthy },
  { procedure: 'ace.restart-compose', faults: ['breaker-stuck-open'], ends: 'Done.', leaves: healthy },
];

/** `Embed with the larger model`, the commit that makes the release bad. */
const badCommit = 'cdea1cc';

export const rollbacks: readonly Exercise[] = [
  rollback,
  { procedure: 'ace.emergency-rollforward', after: [rollback], ends: 'Done.', leaves: healthy },
  { procedure: 'ace.recent-releases', ends: 'Done.' },
  { procedure: 'ace.smoke-test', ends: 'Done.' },
  { procedure: 'ace.smoke-test', about: 'a bad release', faults: ['bad-release'], ends: 'Failed.' },
  {
    procedure: 'ace.staged-rollback',
    faults: ['bad-release'],
    parameters: { commit: badCommit },
    ends: 'Done.',
    leaves: { ...healthy, stages: { shadow: 'v1.10.0', staging: 'v1.10.0' } },
  },
];
