// Every procedure of the Algorhythmic runbook, carried out against the practice system.

import type { Exercise } from '../exercise.ts';

const dayMs = 24 * 3_600_000;
const yesterday = new Date(Date.now() - dayMs).toISOString().slice(0, 10).replaceAll('-', '');
const ines = 'ines@algorhythmic.example';
const healthy = { health: 'ok', breaker: 'closed', phase: 'running' };
const restarted = { ...healthy, restarts: 1 };
const rightCredits = { wrongBalances: 0, negativeBalances: 0, duplicates: 0 };

const rollback: Exercise = {
  procedure: 'algorhythmic.emergency-rollback',
  faults: ['bad-release'],
  ends: 'Done.',
  leaves: { ...healthy, release: { version: 'v2.7.0' } },
};
const grant: Exercise = {
  procedure: 'algorhythmic.grant-credits',
  parameters: { email: ines, amount: '50', ticket: 'SUP-42' },
  ends: 'Done.',
  leaves: { database: { adjustments: 1, wrongBalances: 0 } },
};
const sharpen: Exercise = {
  procedure: 'algorhythmic.sharpen-breaker',
  ends: 'Done.',
  leaves: { ...restarted, settings: { BREAKER_OPEN_TOKENS: 3, BREAKER_REFILL_MS: 30_000 } },
};

const checks: readonly Exercise[] = [
  { procedure: 'algorhythmic.check-everything', ends: 'Done.', leaves: healthy },
  { procedure: 'algorhythmic.check-health', ends: 'Done.' },
  {
    procedure: 'algorhythmic.check-health',
    about: 'a bad release',
    faults: ['bad-release'],
    ends: 'Failed.',
    leaves: { health: 'failing' },
  },
  { procedure: 'algorhythmic.check-metrics', ends: 'Done.' },
  { procedure: 'algorhythmic.check-metrics', about: 'slow images', faults: ['slow-generation'], ends: 'Done.' },
  { procedure: 'algorhythmic.check-metrics', about: 'a crowd', faults: ['websocket-crowd'], ends: 'Done.' },
  { procedure: 'algorhythmic.breaker-status', ends: 'Done.' },
  { procedure: 'algorhythmic.check-database', ends: 'Done.' },
  {
    procedure: 'algorhythmic.check-database',
    about: 'closed by its provider',
    faults: ['database-unreachable'],
    ends: 'Failed.',
    leaves: { health: 'failing', database: 'unreachable' },
  },
  { procedure: 'algorhythmic.queue-status', ends: 'Done.' },
  { procedure: 'algorhythmic.cache-stats', ends: 'Done.' },
  { procedure: 'algorhythmic.daily-check', ends: 'Done.' },
  { procedure: 'algorhythmic.weekly-check', faults: ['high-error-rate'], ends: 'Done.' },
  { procedure: 'algorhythmic.check-backups', ends: 'Done.' },
  { procedure: 'algorhythmic.missing-indexes', ends: 'Done.' },
  { procedure: 'algorhythmic.watch-live', ends: 'Done.' },
];

const incidents: readonly Exercise[] = [
  {
    procedure: 'algorhythmic.complete-outage',
    about: 'a bad release is rolled back',
    faults: ['bad-release'],
    choices: ['Roll back the last release'],
    ends: 'Done.',
    leaves: { ...healthy, release: { version: 'v2.7.0' } },
  },
  {
    procedure: 'algorhythmic.complete-outage',
    about: 'a process that hangs is restarted',
    faults: ['process-hung'],
    choices: ['Restart the process'],
    ends: 'Done.',
    leaves: restarted,
  },
  { procedure: 'algorhythmic.diagnose-outage', faults: ['database-unreachable'], ends: 'Done.' },
  rollback,
  {
    procedure: 'algorhythmic.roll-forward',
    about: 'a release that was not at fault',
    after: [rollback],
    ends: 'Done.',
    leaves: { ...healthy, release: { version: 'v2.7.0' } },
  },
  { procedure: 'algorhythmic.restart', faults: ['high-error-rate'], ends: 'Done.', leaves: restarted },
  {
    procedure: 'algorhythmic.breaker-stuck-open',
    faults: ['breaker-stuck-open'],
    choices: ['Reset it, OpenAI is well'],
    ends: 'Done.',
    leaves: healthy,
  },
  {
    procedure: 'algorhythmic.breaker-stuck-open',
    about: 'the provider is down',
    faults: ['image-provider-down'],
    choices: ['Leave it open, OpenAI is down'],
    ends: 'Done.',
    leaves: { breaker: 'open' },
  },
  { procedure: 'algorhythmic.high-error-rate', faults: ['high-error-rate'], ends: 'Done.' },
  {
    procedure: 'algorhythmic.credit-trouble',
    faults: ['credit-discrepancy'],
    choices: ['Remove double bookings and recalculate'],
    ends: 'Done.',
    leaves: { database: rightCredits },
  },
  {
    procedure: 'algorhythmic.websocket-trouble',
    faults: ['websockets-refused'],
    choices: ['Restart, it takes no connections'],
    ends: 'Done.',
    leaves: restarted,
  },
  { procedure: 'algorhythmic.escalate', ends: 'Done.' },
];

const operations: readonly Exercise[] = [
  { procedure: 'algorhythmic.reset-breaker', faults: ['breaker-stuck-open'], ends: 'Done.', leaves: healthy },
  {
    procedure: 'algorhythmic.reset-breaker',
    about: 'not while the provider is down',
    faults: ['image-provider-down'],
    ends: 'Failed.',
    leaves: { breaker: 'open' },
  },
  { procedure: 'algorhythmic.reset-breaker-on-host', faults: ['breaker-stuck-open'], ends: 'Done.', leaves: healthy },
  { procedure: 'algorhythmic.force-breaker-open', ends: 'Done.', leaves: { breaker: 'open' } },
  { procedure: 'algorhythmic.clean-up-old-data', ends: 'Done.', leaves: { database: { oldTelemetry: 0 } } },
  { procedure: 'algorhythmic.back-up-database', ends: 'Done.' },
  { procedure: 'algorhythmic.user-credits', parameters: { email: ines }, ends: 'Done.' },
  grant,
  {
    procedure: 'algorhythmic.grant-credits',
    about: 'a ticket counts once',
    after: [grant],
    parameters: { email: ines, amount: '50', ticket: 'SUP-42' },
    ends: 'Done.',
    leaves: { database: { adjustments: 1, wrongBalances: 0 } },
  },
  {
    procedure: 'algorhythmic.withdraw-credits',
    after: [grant],
    parameters: { email: ines, ticket: 'SUP-42' },
    ends: 'Done.',
    leaves: { database: { adjustments: 2, wrongBalances: 0 } },
  },
  {
    procedure: 'algorhythmic.recalculate-credits',
    faults: ['credit-discrepancy'],
    parameters: { email: ines },
    ends: 'Done.',
    leaves: { database: { wrongBalances: 1 } },
  },
  {
    procedure: 'algorhythmic.recalculate-all-credits',
    faults: ['credit-discrepancy'],
    ends: 'Done.',
    leaves: { database: { wrongBalances: 0 } },
  },
  {
    procedure: 'algorhythmic.remove-double-bookings',
    faults: ['credit-discrepancy'],
    ends: 'Done.',
    leaves: { database: { duplicates: 0 } },
  },
  {
    procedure: 'algorhythmic.lift-negative-balances',
    faults: ['credit-discrepancy'],
    ends: 'Done.',
    leaves: { database: { negativeBalances: 0, adjustments: 1 } },
  },
  { procedure: 'algorhythmic.audit-credits', faults: ['credit-discrepancy'], ends: 'Done.' },
  {
    procedure: 'algorhythmic.clear-stuck-jobs',
    faults: ['queue-backlog'],
    ends: 'Done.',
    leaves: { database: { waitingJobs: 3 } },
  },
  { procedure: 'algorhythmic.force-generation', ends: 'Done.' },
  { procedure: 'algorhythmic.clear-cache', ends: 'Done.', leaves: restarted },
  { procedure: 'algorhythmic.reset-everything', faults: ['queue-backlog'], ends: 'Done.', leaves: restarted },
];

const care: readonly Exercise[] = [
  { procedure: 'algorhythmic.weekly-maintenance', ends: 'Done.', leaves: { database: { oldTelemetry: 0 } } },
  { procedure: 'algorhythmic.monthly-maintenance', ends: 'Done.' },
  { procedure: 'algorhythmic.rotate-api-keys', ends: 'Done.', leaves: restarted },
  { procedure: 'algorhythmic.prune-backups', ends: 'Done.', leaves: { backups: { length: 2 } } },
  {
    procedure: 'algorhythmic.recover-database',
    faults: ['data-lost'],
    parameters: { file: `db_${yesterday}.sql.gz` },
    ends: 'Done.',
    leaves: { ...healthy, database: { users: 5, ...rightCredits } },
  },
  { procedure: 'algorhythmic.start', ends: 'Done.', leaves: { ...healthy, restarts: 0 } },
  { procedure: 'algorhythmic.list-object-backups', ends: 'Done.' },
  {
    procedure: 'algorhythmic.recover-objects',
    faults: ['objects-lost'],
    parameters: { day: yesterday },
    ends: 'Done.',
    leaves: { objects: 6 },
  },
  { procedure: 'algorhythmic.back-up-everything', ends: 'Done.' },
  { procedure: 'algorhythmic.optimize-database', ends: 'Done.' },
  { procedure: 'algorhythmic.enlarge-pool', ends: 'Done.', leaves: { ...restarted, settings: { POOL_MAX: 30 } } },
  sharpen,
  {
    procedure: 'algorhythmic.increase-generation-rate',
    ends: 'Done.',
    leaves: { ...restarted, settings: { BATCH_SIZE: 8 } },
  },
  {
    procedure: 'algorhythmic.restore-settings',
    after: [sharpen],
    ends: 'Done.',
    leaves: { ...healthy, settings: { BREAKER_OPEN_TOKENS: 5, BREAKER_REFILL_MS: 60_000 } },
  },
];

export const exercises: readonly Exercise[] = [...checks, ...incidents, ...operations, ...care];
