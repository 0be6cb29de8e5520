// Every procedure of the ACE runbook, carried out against the practice system.

import type { Exercise } from '../exercise.ts';

const goodRevision = '2aed30a';
const rollback: Exercise = {
  procedure: 'ace.emergency-rollback',
  faults: ['bad-release'],
  parameters: { revision: goodRevision },
  ends: 'Done.',
  leaves: { health: 'healthy', release: { version: 'v1.9.0' } },
};

export const exercises: readonly Exercise[] = [
  { procedure: 'ace.health-check', ends: 'Done.' },
  {
    procedure: 'ace.health-check',
    about: 'a bad release',
    faults: ['bad-release'],
    ends: 'Failed.',
    leaves: { health: 'degraded' },
  },
  rollback,
  {
    procedure: 'ace.emergency-rollforward',
    after: [rollback],
    ends: 'Done.',
    leaves: { health: 'healthy' },
  },
  { procedure: 'ace.restart', faults: ['breaker-stuck-open'], ends: 'Done.', leaves: { health: 'healthy' } },
  { procedure: 'ace.recent-releases', ends: 'Done.' },
];
