// The server, its logs and its sessions.

import type { Exercise } from '../../exercise.ts';
import { healthy } from './states.ts';

export const serving: readonly Exercise[] = [
  { procedure: 'aeris.stop', ends: 'Done.', leaves: { phase: 'stopped' } },
  { procedure: 'aeris.start', faults: ['server-down'], ends: 'Done.', leaves: healthy },
  { procedure: 'aeris.restart', faults: ['server-hung'], ends: 'Done.', leaves: healthy },
];

export const keepingHouse: readonly Exercise[] = [
  { procedure: 'aeris.check-logs', ends: 'Done.' },
  { procedure: 'aeris.check-logs', about: 'a full disk', faults: ['disk-filling'], ends: 'Done.' },
  { procedure: 'aeris.rotate-logs', faults: ['disk-filling'], ends: 'Done.', leaves: { diskPercent: 52 } },
  { procedure: 'aeris.clean-up-sessions', ends: 'Done.', leaves: { ...healthy, database: { sessions: 60 } } },
  {
    procedure: 'aeris.clean-up-sessions',
    about: 'more than allowed',
    parameters: { at_most: '10' },
    ends: 'Failed.',
    leaves: { database: { sessions: 120 } },
  },
  {
    procedure: 'aeris.end-session',
    parameters: { session: 'session-004' },
    ends: 'Done.',
    leaves: { database: { sessions: 119 } },
  },
];
