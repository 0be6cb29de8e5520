// Every procedure of the ÆTHER runbook, carried out against the practice system.

import type { Exercise } from '../exercise.ts';

const copy = '20251102_1430';
const healthy = { health: 'healthy', unit: 'active' };

const rollbackWeights: Exercise = {
  procedure: 'aether.rollback-weights',
  faults: ['bad-weights'],
  parameters: { day: '20251102' },
  ends: 'Done.',
  leaves: { ...healthy, learning: { learningRate: 0.1, categoryWeights: { trust_safety: 1.2 } } },
};

const rollbackExperiments: Exercise = {
  procedure: 'aether.rollback-experiments',
  faults: ['bad-experiments'],
  parameters: { before: '2025-11-02' },
  ends: 'Done.',
  leaves: { experiments: { total: 12, successRate: 0.75 } },
};

const reset: Exercise = {
  procedure: 'aether.complete-reset',
  faults: ['bad-weights', 'bad-experiments', 'stale-lock'],
  parameters: { copy },
  ends: 'Done.',
  leaves: {
    ...healthy,
    budget: { tokensUsed: 0 },
    cache: { entries: 0 },
    sweeps: { totalSweeps: 0, state: 'scheduled' },
    experiments: { total: 0 },
    learning: { categoryWeights: { general_search: 1, location_specific: 1, trust_safety: 1.2 }, learningRate: 0.1 },
    files: { lock: false, prompts: true },
  },
};

const emergencies: readonly Exercise[] = [
  {
    procedure: 'aether.system-down',
    about: 'it answers 500',
    faults: ['answers-500'],
    ends: 'Done.',
    leaves: { ...healthy, cache: { entries: 12 } },
  },
  {
    procedure: 'aether.system-down',
    about: 'a restart does not help',
    faults: ['restart-fails'],
    ends: 'Done.',
    says: ['lock', 'Set the cache aside'],
    leaves: { ...healthy, cache: { entries: 0 }, files: { lock: false, weightsMode: '644' } },
  },
  { procedure: 'aether.restart', faults: ['hangs'], ends: 'Done.', leaves: healthy },
  {
    procedure: 'aether.high-token-usage',
    about: 'sweeps run away',
    faults: ['runaway-sweeps'],
    choices: ['Batch sweeps run away'],
    ends: 'Done.',
    leaves: { budget: { dailyCap: 5_000, accepting: false }, process: { cron: false } },
  },
  {
    procedure: 'aether.high-token-usage',
    about: 'the cache no longer helps',
    faults: ['varied-prompts'],
    parameters: { cap: '12000' },
    choices: ['The cache no longer helps'],
    ends: 'Done.',
    leaves: { budget: { dailyCap: 12_000 }, process: { cron: true }, cache: { entries: 0 } },
  },
  {
    procedure: 'aether.disable',
    about: 'at once',
    faults: ['runaway-sweeps'],
    choices: ['No tokens, at once, until the next restart'],
    ends: 'Done.',
    leaves: { budget: { dailyCap: 0, accepting: false }, files: { settings: { AETHER_DAILY_TOKEN_CAP: '20000' } } },
  },
  {
    procedure: 'aether.disable',
    about: 'lasting',
    choices: ['No tokens, also after restarts'],
    ends: 'Done.',
    leaves: { budget: { dailyCap: 0 }, files: { settings: { AETHER_DAILY_TOKEN_CAP: '0' } } },
  },
  {
    procedure: 'aether.disable',
    about: 'no sweeps',
    choices: ['No scheduled sweeps, questions go on'],
    ends: 'Done.',
    leaves: { budget: { accepting: true }, process: { cron: false }, sweeps: { state: 'off' } },
  },
  {
    procedure: 'aether.enable',
    about: 'after mocks and a lasting stop',
    after: [
      { procedure: 'aether.disable', choices: ['No OpenAI at all, answers from mocks'], ends: 'Done.' },
      {
        procedure: 'aether.change-setting',
        parameters: { name: 'AETHER_DAILY_TOKEN_CAP', value: '0' },
        ends: 'Done.',
      },
    ],
    ends: 'Done.',
    leaves: { budget: { dailyCap: 20_000, accepting: true }, process: { mode: 'live', cron: true } },
  },
  {
    procedure: 'aether.cron-on',
    after: [{ procedure: 'aether.cron-off', ends: 'Done.' }],
    ends: 'Done.',
    leaves: { process: { cron: true } },
  },
  { procedure: 'aether.mock-on', ends: 'Done.', leaves: { process: { mode: 'mock' }, files: { key: false } } },
  {
    procedure: 'aether.mock-off',
    after: [{ procedure: 'aether.mock-on', ends: 'Done.' }],
    ends: 'Done.',
    leaves: { process: { mode: 'live' }, files: { key: true } },
  },
  {
    procedure: 'aether.clear-sweep-lock',
    faults: ['stale-lock'],
    ends: 'Done.',
    leaves: { sweeps: { state: 'scheduled' }, files: { lock: false } },
  },
  { procedure: 'aether.clear-sweep-lock', about: 'there is none', ends: 'Failed.' },
  { procedure: 'aether.escalate', faults: ['restart-fails'], ends: 'Done.' },
];

const looking: readonly Exercise[] = [
  { procedure: 'aether.status', ends: 'Done.' },
  { procedure: 'aether.status', about: 'it answers 500', faults: ['answers-500'], ends: 'Failed.' },
  { procedure: 'aether.recent-errors', faults: ['error-burst'], ends: 'Done.' },
  { procedure: 'aether.check-daily', ends: 'Done.' },
  { procedure: 'aether.check-daily', about: 'sweeps run away', faults: ['runaway-sweeps'], ends: 'Done.' },
  { procedure: 'aether.check-daily', about: 'it answers 500', faults: ['answers-500'], ends: 'Failed.' },
  { procedure: 'aether.check-weekly', ends: 'Done.' },
  { procedure: 'aether.check-weekly', about: 'experiments fail', faults: ['bad-experiments'], ends: 'Done.' },
  { procedure: 'aether.check-alerts', ends: 'Done.' },
  { procedure: 'aether.check-alerts', about: 'errors', faults: ['error-burst'], ends: 'Done.' },
  { procedure: 'aether.check-metrics', ends: 'Done.' },
  { procedure: 'aether.check-metrics', about: 'errors', faults: ['error-burst'], ends: 'Done.' },
  { procedure: 'aether.check-cache', ends: 'Done.' },
  { procedure: 'aether.check-cache', about: 'varied prompts', faults: ['varied-prompts'], ends: 'Done.' },
  { procedure: 'aether.check-scale-up', ends: 'Done.' },
  { procedure: 'aether.check-scale-up', about: 'outgrown', faults: ['outgrown'], ends: 'Done.' },
  { procedure: 'aether.check-scale-down', ends: 'Done.' },
  { procedure: 'aether.check-scale-down', about: 'a grown cache', faults: ['grown-cache'], ends: 'Done.' },
  { procedure: 'aether.check-monthly', ends: 'Done.' },
  { procedure: 'aether.check-monthly', about: 'sweeps run away', faults: ['runaway-sweeps'], ends: 'Done.' },
];

const budget: readonly Exercise[] = [
  { procedure: 'aether.estimate-cost', ends: 'Done.' },
  { procedure: 'aether.usage-trend', ends: 'Done.' },
  {
    procedure: 'aether.adjust-budget',
    about: 'little is used',
    faults: ['low-usage'],
    choices: ['Below 25 %, raise the cap to 50,000'],
    ends: 'Done.',
    leaves: { budget: { dailyCap: 50_000 } },
  },
  {
    procedure: 'aether.adjust-budget',
    about: 'much is used',
    faults: ['outgrown'],
    choices: ['Above 80 %, lower the cap to 15,000'],
    ends: 'Done.',
    leaves: { budget: { dailyCap: 15_000 } },
  },
  {
    procedure: 'aether.adjust-budget',
    about: 'too much is used to raise it',
    faults: ['runaway-sweeps'],
    choices: ['Below 25 %, raise the cap to 50,000'],
    ends: 'Failed.',
    leaves: { budget: { dailyCap: 20_000 } },
  },
  {
    procedure: 'aether.restore-cap',
    after: [{ procedure: 'aether.set-cap', parameters: { cap: '30000' }, ends: 'Done.' }],
    ends: 'Done.',
    leaves: { budget: { dailyCap: 20_000 } },
  },
  { procedure: 'aether.set-cap', parameters: { cap: '0' }, ends: 'Done.', leaves: { budget: { accepting: false } } },
];

const back: readonly Exercise[] = [
  { procedure: 'aether.weight-backups', ends: 'Done.' },
  rollbackWeights,
  {
    procedure: 'aether.rollback-weights',
    about: 'a day without a backup',
    faults: ['bad-weights'],
    parameters: { day: '20251103' },
    ends: 'Failed.',
    leaves: { learning: { learningRate: 0.9 } },
  },
  {
    procedure: 'aether.restore-weights',
    after: [rollbackWeights],
    faults: ['bad-weights'],
    ends: 'Done.',
    leaves: { ...healthy, learning: { learningRate: 0.9 } },
  },
  rollbackExperiments,
  {
    procedure: 'aether.restore-experiments',
    faults: ['bad-experiments'],
    after: [rollbackExperiments],
    ends: 'Done.',
    leaves: { experiments: { total: 22 } },
  },
  reset,
  {
    procedure: 'aether.undo-reset',
    after: [reset],
    parameters: { copy },
    ends: 'Done.',
    leaves: { ...healthy, sweeps: { totalSweeps: 24 }, experiments: { total: 12, successRate: 0.75 } },
  },
];

const tuning: readonly Exercise[] = [
  {
    procedure: 'aether.tune-cache',
    faults: ['varied-prompts'],
    choices: ['Clear the cache and count anew'],
    ends: 'Done.',
    leaves: { cache: { entries: 0 } },
  },
  { procedure: 'aether.clear-cache', ends: 'Done.', leaves: { cache: { entries: 0 } } },
  { procedure: 'aether.reduce-consumption', ends: 'Done.', leaves: { process: { maxTokensPerPrompt: 800 } } },
  { procedure: 'aether.learning', ends: 'Done.' },
  {
    procedure: 'aether.set-learning-rate',
    parameters: { rate: '0.15' },
    ends: 'Done.',
    leaves: { learning: { learningRate: 0.15 } },
  },
  {
    procedure: 'aether.scale-up',
    faults: ['outgrown'],
    choices: ['Raise the daily cap'],
    ends: 'Done.',
    leaves: { budget: { dailyCap: 50_000, accepting: true } },
  },
  {
    procedure: 'aether.scale-down',
    about: 'hardly used',
    faults: ['low-usage'],
    choices: ['The daily cap'],
    ends: 'Done.',
    leaves: { files: { settings: { AETHER_DAILY_TOKEN_CAP: '10000' } } },
  },
  {
    procedure: 'aether.scale-down',
    about: 'a grown cache',
    faults: ['grown-cache'],
    choices: ['Cache entries that are older than 30 days'],
    ends: 'Done.',
    leaves: { cache: { entries: 12 } },
  },
];

const maintenance: readonly Exercise[] = [
  {
    procedure: 'aether.weekly-maintenance',
    faults: ['grown-cache'],
    ends: 'Done.',
    leaves: { ...healthy, cache: { entries: 12 }, files: { lines: { usage: 1_000 } } },
  },
  {
    procedure: 'aether.weekly-maintenance',
    about: 'a second time on one day',
    after: [{ procedure: 'aether.weekly-maintenance', ends: 'Done.' }],
    ends: 'Failed.',
  },
  { procedure: 'aether.clean-cache', faults: ['grown-cache'], ends: 'Done.', leaves: { cache: { entries: 12 } } },
  { procedure: 'aether.archive-sweeps', ends: 'Done.', leaves: { sweeps: { totalSweeps: 13 } } },
  { procedure: 'aether.monthly-maintenance', ends: 'Done.', leaves: healthy },
];

export const exercises: readonly Exercise[] = [
  ...emergencies,
  ...looking,
  ...budget,
  ...back,
  ...tuning,
  ...maintenance,
];
