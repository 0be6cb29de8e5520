// The checks of Daena, healthy and with what each is there to find. A check that finds something has still been carried out.

import type { Exercise } from '../exercise.ts';

const finds: readonly (readonly [check: string, fault: string])[] = [
  ['daena.check-morning', 'agents-lost'],
  ['daena.check-usage', 'low-cas-hit-rate'],
  ['daena.check-hourly', 'high-latency'],
  ['daena.check-daily', 'stolen-key'],
  ['daena.check-backups', 'duties-forgotten'],
  ['daena.check-weekly', 'duties-forgotten'],
  ['daena.check-monthly', 'open-policy'],
  ['daena.check-performance', 'high-latency'],
];

export const checksOfDaena: readonly Exercise[] = [
  ...finds.flatMap(([procedure, fault]): Exercise[] => [
    { procedure, ends: 'Done.' },
    { procedure, about: fault, faults: [fault], ends: 'Done.' },
  ]),
  { procedure: 'daena.check-hourly', about: 'nothing answers', faults: ['outage'], ends: 'Failed.' },
  { procedure: 'daena.first-look', ends: 'Done.' },
];
