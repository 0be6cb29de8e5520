// The database of AERIS-AQ: corruption, backups, tuning, the move to PostgreSQL.

import { expect } from 'vitest';
import type { Exercise } from '../../exercise.ts';
import { healthy } from './states.ts';

const moved: Exercise = {
  procedure: 'aeris.move-to-postgresql',
  faults: ['outgrown'],
  ends: 'Done.',
  leaves: { health: 'healthy', running: { databaseUrl: 'postgresql:///aeris_agent' }, postgresSessions: 10_121 },
};

export const database: readonly Exercise[] = [
  {
    procedure: 'aeris.database-corruption',
    faults: ['database-corrupt'],
    ends: 'Done.',
    leaves: { ...healthy, database: { integrity: 'ok', sessions: 120 } },
  },
  {
    procedure: 'aeris.database-corruption',
    about: 'a damaged index',
    faults: ['index-damaged'],
    ends: 'Done.',
    leaves: { ...healthy, database: { integrity: 'ok', sessions: 120 } },
  },
  {
    procedure: 'aeris.database-corruption',
    about: 'a damaged backup too',
    faults: ['database-corrupt', 'backup-damaged'],
    ends: 'Failed.',
    leaves: { phase: 'stopped' },
  },
  {
    procedure: 'aeris.restore-database',
    faults: ['database-corrupt', 'backup-damaged'],
    parameters: { backup: 'pre_upgrade' },
    ends: 'Done.',
    leaves: healthy,
  },
  { procedure: 'aeris.check-backups', ends: 'Done.' },
  { procedure: 'aeris.check-backups', about: 'old ones', faults: ['backups-old'], ends: 'Done.' },
  {
    procedure: 'aeris.back-up-database',
    faults: ['backups-old'],
    ends: 'Done.',
    leaves: { latestBackupHours: 0 },
  },
  { procedure: 'aeris.schedule-backups', ends: 'Done.', leaves: { crontab: expect.stringContaining('0 2 * * * ') } },
  { procedure: 'aeris.verify-backup', ends: 'Done.' },
  { procedure: 'aeris.verify-backup', about: 'a damaged one', faults: ['backup-damaged'], ends: 'Failed.' },
  { procedure: 'aeris.check-database', ends: 'Done.' },
  { procedure: 'aeris.check-database', about: 'a damaged index', faults: ['index-damaged'], ends: 'Failed.' },
  { procedure: 'aeris.enable-wal', ends: 'Done.', leaves: { ...healthy, database: { journal: 'wal' } } },
  {
    procedure: 'aeris.disable-wal',
    after: [{ procedure: 'aeris.enable-wal', ends: 'Done.' }],
    ends: 'Done.',
    leaves: { ...healthy, database: { journal: 'delete' } },
  },
  { procedure: 'aeris.create-indexes', faults: ['slow-queries'], ends: 'Done.', leaves: { database: { indexes: 2 } } },
  { procedure: 'aeris.vacuum-database', ends: 'Done.', leaves: healthy },
  moved,
  {
    procedure: 'aeris.return-to-sqlite',
    after: [{ ...moved, faults: [] }],
    ends: 'Done.',
    leaves: { ...healthy, running: { databaseUrl: 'sqlite:///data/aeris_agent.db' } },
  },
];
