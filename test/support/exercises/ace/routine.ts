// Settings, breakers, the database and the checks of ACE.

import type { Exercise } from '../../exercise.ts';

const healthy = { health: 'healthy' };

export const settings: readonly Exercise[] = [
  { procedure: 'ace.breaker-status', faults: ['breaker-stuck-open'], ends: 'Done.' },
  {
    procedure: 'ace.reset-breaker',
    faults: ['breaker-stuck-open'],
    parameters: { name: 'generator' },
    ends: 'Done.',
    leaves: healthy,
  },
  {
    procedure: 'ace.reset-breakers',
    about: 'too early',
    faults: ['provider-down'],
    ends: 'Failed.',
    leaves: { health: 'degraded' },
  },
  { procedure: 'ace.reset-breakers', faults: ['breaker-stuck-open'], ends: 'Done.', leaves: healthy },
  {
    procedure: 'ace.set-breakers',
    ends: 'Done.',
    leaves: { ...healthy, set: { FAILURE_THRESHOLD: '10', RECOVERY_TIMEOUT: '120' } },
  },
  {
    procedure: 'ace.set-batch-limits',
    faults: ['large-batches'],
    ends: 'Done.',
    leaves: { set: { MAX_BATCH_SIZE: '50', BATCH_TIMEOUT_SECONDS: '30' } },
  },
  {
    procedure: 'ace.set-promotion-gate',
    parameters: { helpful: '2', ratio: '2' },
    ends: 'Done.',
    leaves: { set: { PROMOTION_HELPFUL_MIN: '2', PROMOTION_RATIO_MIN: '2' } },
  },
  { procedure: 'ace.set-cache', ends: 'Done.', leaves: { set: { PLAYBOOK_CACHE_SIZE: '1000' } } },
  { procedure: 'ace.default-settings', faults: ['large-batches'], ends: 'Done.', leaves: { ...healthy, set: {} } },
];

const nightly = 'backup-20251014-120000.sql.gz';
const restore: Exercise = {
  procedure: 'ace.restore-backup',
  faults: ['lost-bullets'],
  parameters: { backup: nightly },
  ends: 'Done.',
  leaves: { ...healthy, database: { bullets: { PROD: 28 }, migration: 'e19b7d3c4f60' } },
};

export const database: readonly Exercise[] = [
  { procedure: 'ace.backup', ends: 'Done.' },
  { procedure: 'ace.backup', about: 'no database', faults: ['database-unreachable'], ends: 'Failed.' },
  { procedure: 'ace.list-backups', ends: 'Done.' },
  restore,
  {
    procedure: 'ace.undo-restore',
    faults: ['lost-bullets'],
    after: [restore],
    ends: 'Done.',
    leaves: { database: { bullets: { PROD: 9 } } },
  },
  { procedure: 'ace.drop-replaced', after: [restore], ends: 'Done.', leaves: healthy },
  { procedure: 'ace.migration-status', ends: 'Done.' },
  { procedure: 'ace.migration-downgrade', ends: 'Done.', leaves: { database: { migration: 'c7d05f9e1a34' } } },
  {
    procedure: 'ace.migration-downgrade',
    about: 'to a revision',
    parameters: { to: '8b41e6a7c2d9' },
    ends: 'Done.',
    leaves: { database: { migration: '8b41e6a7c2d9', missingIndexes: 2 } },
  },
  {
    procedure: 'ace.migration-base',
    ends: 'Done.',
    leaves: { health: 'degraded', database: { migration: 'base', bullets: {} } },
  },
  {
    procedure: 'ace.migration-upgrade',
    after: [{ procedure: 'ace.migration-downgrade', ends: 'Done.' }],
    ends: 'Done.',
    leaves: { database: { migration: 'e19b7d3c4f60' } },
  },
];

export const checks: readonly Exercise[] = [
  { procedure: 'ace.check-service', ends: 'Done.' },
  { procedure: 'ace.check-service', about: 'nothing answers', faults: ['hanging'], ends: 'Done.' },
  { procedure: 'ace.check-service', about: 'a bad release', faults: ['bad-release'], ends: 'Done.' },
  { procedure: 'ace.check-latency', ends: 'Done.' },
  { procedure: 'ace.check-latency', about: 'missing indexes', faults: ['missing-indexes'], ends: 'Done.' },
  { procedure: 'ace.check-errors', ends: 'Done.' },
  { procedure: 'ace.check-errors', about: 'a provider that is out', faults: ['provider-down'], ends: 'Done.' },
  { procedure: 'ace.check-resources', ends: 'Done.' },
  { procedure: 'ace.check-resources', about: 'a large index', faults: ['large-index'], ends: 'Done.' },
  { procedure: 'ace.check-promotions', ends: 'Done.' },
  { procedure: 'ace.check-promotions', about: 'no stage manager', faults: ['stage-manager-stopped'], ends: 'Done.' },
  { procedure: 'ace.post-mortem', ends: 'Done.' },
];
