// Every procedure of the AERIS-AQ runbook, carried out against the practice system.

import type { Exercise } from '../exercise.ts';

const healthy = { health: 'healthy', database: { integrity: 'ok' } };

const looking: readonly Exercise[] = [
  { procedure: 'aeris.check-health', ends: 'Done.' },
  { procedure: 'aeris.check-health', about: 'a lost page', faults: ['database-corrupt'], ends: 'Failed.' },
  { procedure: 'aeris.check-daily', ends: 'Done.' },
  { procedure: 'aeris.test-query', ends: 'Done.', leaves: { tools: 'working' } },
  { procedure: 'aeris.check-alerts', ends: 'Done.' },
  { procedure: 'aeris.check-application', ends: 'Done.' },
  { procedure: 'aeris.check-machine', ends: 'Done.' },
  { procedure: 'aeris.count-in-logs', ends: 'Done.' },
  { procedure: 'aeris.analyse-logs', ends: 'Done.' },
];

const restarting: readonly Exercise[] = [
  { procedure: 'aeris.stop', ends: 'Done.', leaves: { phase: 'stopped' } },
  { procedure: 'aeris.start', faults: ['server-down'], ends: 'Done.', leaves: healthy },
  { procedure: 'aeris.restart', faults: ['server-hung'], ends: 'Done.', leaves: healthy },
];

export const exercises: readonly Exercise[] = [...looking, ...restarting];
