// Every procedure of the ÆTHER runbook, carried out against the practice system.

import type { Exercise } from '../exercise.ts';

export const exercises: readonly Exercise[] = [
  { procedure: 'aether.status', ends: 'Done.' },
  {
    procedure: 'aether.restart',
    about: 'it hangs',
    faults: ['hangs'],
    ends: 'Done.',
    leaves: { health: 'healthy' },
  },
];
