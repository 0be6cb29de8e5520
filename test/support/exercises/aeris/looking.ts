// Checks of AERIS-AQ, healthy and not.

import type { Exercise } from '../../exercise.ts';
import { working } from './states.ts';

export const looking: readonly Exercise[] = [
  { procedure: 'aeris.check-health', ends: 'Done.' },
  { procedure: 'aeris.check-health', about: 'the server is down', faults: ['server-down'], ends: 'Failed.' },
  { procedure: 'aeris.check-daily', ends: 'Done.' },
  { procedure: 'aeris.check-daily', about: 'a lock', faults: ['database-locked'], ends: 'Failed.' },
  { procedure: 'aeris.test-query', ends: 'Done.', leaves: working },
  { procedure: 'aeris.test-query', about: 'a rejected key', faults: ['waqi-key-rejected'], ends: 'Failed.' },
  { procedure: 'aeris.check-alerts', ends: 'Done.' },
  { procedure: 'aeris.check-alerts', about: 'failing tools', faults: ['waqi-key-rejected'], ends: 'Done.' },
  { procedure: 'aeris.check-application', ends: 'Done.' },
  { procedure: 'aeris.check-application', about: 'slow queries', faults: ['slow-queries'], ends: 'Done.' },
  { procedure: 'aeris.check-machine', ends: 'Done.' },
  { procedure: 'aeris.check-machine', about: 'high load', faults: ['high-load'], ends: 'Done.' },
  { procedure: 'aeris.count-in-logs', ends: 'Done.' },
  { procedure: 'aeris.analyse-logs', faults: ['breaker-open'], ends: 'Done.' },
  { procedure: 'aeris.check-long-sessions', ends: 'Done.' },
  { procedure: 'aeris.check-models', ends: 'Done.' },
  { procedure: 'aeris.check-models', about: 'Ollama is down', faults: ['ollama-down'], ends: 'Failed.' },
  { procedure: 'aeris.check-cloud-providers', ends: 'Done.' },
  { procedure: 'aeris.check-cloud-providers', about: 'a quota', faults: ['gemini-quota'], ends: 'Done.' },
];
