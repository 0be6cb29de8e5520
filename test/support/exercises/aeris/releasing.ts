// Security, disaster and releases.

import type { Exercise } from '../../exercise.ts';
import { healthy, working } from './states.ts';

const blocked: Exercise = {
  procedure: 'aeris.block-address',
  faults: ['sign-in-attack'],
  parameters: { address: '203.0.113.77' },
  ends: 'Done.',
  leaves: { denied: ['203.0.113.77'] },
};

export const securing: readonly Exercise[] = [
  { procedure: 'aeris.check-vulnerabilities', ends: 'Done.' },
  { procedure: 'aeris.check-vulnerabilities', about: 'a hole', faults: ['vulnerable-package'], ends: 'Done.' },
  { procedure: 'aeris.weekly-security-review', faults: ['sign-in-attack'], ends: 'Done.' },
  { procedure: 'aeris.monthly-security-review', ends: 'Done.', leaves: healthy },
  { procedure: 'aeris.quarterly-security-review', ends: 'Done.' },
  blocked,
  {
    procedure: 'aeris.unblock-address',
    after: [blocked],
    parameters: { address: '203.0.113.77' },
    ends: 'Done.',
    leaves: { denied: [] },
  },
  {
    procedure: 'aeris.rotate-waqi-key',
    faults: ['waqi-key-rejected'],
    ends: 'Done.',
    leaves: { ...working, configured: { waqiKey: 'new' } },
  },
];

const rolledBack: Exercise = {
  procedure: 'aeris.roll-back-release',
  faults: ['bad-release'],
  parameters: { version: 'v2.10.0' },
  choices: ['Keep the database as it is'],
  ends: 'Done.',
  leaves: { ...working, version: '2.10.0', checkedOut: 'v2.10.0' },
};

export const releasing: readonly Exercise[] = [
  { procedure: 'aeris.recover-from-disaster', faults: ['host-lost'], ends: 'Done.', leaves: working },
  { procedure: 'aeris.call-for-help', choices: ['Somebody of the team'], ends: 'Done.' },
  { procedure: 'aeris.call-for-help', about: 'outside', choices: ['Somebody from outside'], ends: 'Done.' },
  { procedure: 'aeris.prepare-release', parameters: { version: 'v2.10.2' }, ends: 'Done.' },
  { procedure: 'aeris.follow-release', ends: 'Done.' },
  rolledBack,
  {
    ...rolledBack,
    about: 'with the database',
    choices: ['Take the database from before the upgrade'],
    leaves: { ...working, version: '2.10.0', database: { integrity: 'ok', sessions: 121 } },
  },
  {
    procedure: 'aeris.roll-forward-release',
    parameters: { version: 'v2.10.1' },
    ends: 'Done.',
    leaves: { health: 'healthy', version: '2.10.1' },
  },
];
