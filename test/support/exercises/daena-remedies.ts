// What is done to Daena by day: symptoms and their remedies, settings, reviews, backups, escalation.

import type { Exercise } from '../exercise.ts';

const troubles: readonly Exercise[] = [
  {
    procedure: 'daena.high-latency',
    faults: ['high-latency'],
    choices: ['Larger L1 cache'],
    ends: 'Done.',
    leaves: { settings: { l1_cache_size: 10_000 }, measured: { l1_p95_ms: 18, l2_p95_ms: 104 } },
  },
  {
    procedure: 'daena.high-latency',
    about: 'scaled out',
    faults: ['high-latency'],
    parameters: { replicas: '5' },
    choices: ['More pods'],
    ends: 'Done.',
    leaves: { replicas: 5, measured: { l1_p95_ms: 18 } },
  },
  { procedure: 'daena.high-latency', about: 'the network', choices: ['Measure the network'], ends: 'Done.' },
  {
    procedure: 'daena.low-cas-hit-rate',
    faults: ['low-cas-hit-rate'],
    choices: ['Set the SimHash threshold'],
    ends: 'Done.',
    leaves: { settings: { simhash_threshold: 0.88 }, measured: { casHitRate: 0.66 } },
  },
  {
    procedure: 'daena.memory-growth',
    faults: ['memory-growth'],
    choices: ['Run aging now'],
    ends: 'Done.',
    leaves: { growthPerDay: 1.2, ledger: { lastAction: 'aging' } },
  },
  {
    procedure: 'daena.divergence-errors',
    faults: ['divergence-errors'],
    choices: ['0 differ, the limit is wrong'],
    ends: 'Done.',
    leaves: { settings: { divergence_threshold: 0.15 }, measured: { divergence_rate_percent: 0.2 } },
  },
  {
    procedure: 'daena.divergence-errors',
    about: 'the limit is not moved over damaged records',
    faults: ['data-corruption'],
    choices: ['0 differ, the limit is wrong'],
    ends: 'Done.',
    leaves: { writes: false, differing: 17 },
  },
];

const settings: readonly Exercise[] = [
  {
    procedure: 'daena.set-simhash-threshold',
    parameters: { threshold: '0.92' },
    ends: 'Done.',
    leaves: { settings: { simhash_threshold: 0.92 } },
  },
  {
    procedure: 'daena.set-normalization',
    parameters: { state: 'off' },
    ends: 'Done.',
    leaves: { settings: { prompt_normalization: 'off' } },
  },
  {
    procedure: 'daena.set-l1-cache',
    parameters: { size: '20000' },
    ends: 'Done.',
    leaves: { settings: { l1_cache_size: 20_000 } },
  },
  {
    procedure: 'daena.set-compression',
    parameters: { level: '12' },
    ends: 'Done.',
    leaves: { settings: { zstd_level: 12 }, measured: { l2_p95_ms: 94 } },
  },
  {
    procedure: 'daena.set-aging',
    parameters: { days: '14' },
    ends: 'Done.',
    leaves: { settings: { aging_days: 14 } },
  },
  {
    procedure: 'daena.set-divergence-threshold',
    parameters: { threshold: '0.2' },
    ends: 'Done.',
    leaves: { settings: { divergence_threshold: 0.2 } },
  },
  { procedure: 'daena.set-rate-limit', parameters: { rpm: '2000' }, ends: 'Done.', leaves: { rateLimit: 2000 } },
  { procedure: 'daena.scale', parameters: { replicas: '3' }, ends: 'Done.', leaves: { replicas: 3 } },
  { procedure: 'daena.run-aging', ends: 'Done.', leaves: { ledger: { lastAction: 'aging' } } },
];

const duties: readonly Exercise[] = [
  { procedure: 'daena.governance-review', ends: 'Done.' },
  { procedure: 'daena.governance-review', about: 'an open policy', faults: ['open-policy'], ends: 'Failed.' },
  { procedure: 'daena.recovery-drill', ends: 'Done.', leaves: { ledger: { lastAction: 'legacy_export' } } },
  { procedure: 'daena.create-snapshot', ends: 'Done.', leaves: { ledger: { lastAction: 'snapshot' } } },
  {
    procedure: 'daena.create-snapshot',
    about: 'not of damaged records',
    faults: ['data-corruption'],
    ends: 'Failed.',
    leaves: { ledger: { lastAction: 'write' } },
  },
  { procedure: 'daena.archive', ends: 'Done.', leaves: { ledger: { lastAction: 'legacy_export' } } },
  {
    procedure: 'daena.policy-review',
    faults: ['open-policy'],
    choices: ['Agents may see other tenants, close it'],
    ends: 'Done.',
  },
  { procedure: 'daena.edit-policies', ends: 'Done.' },
  {
    procedure: 'daena.optimize-performance',
    choices: ['Rate limits'],
    parameters: { rpm: '3000' },
    ends: 'Done.',
    leaves: { rateLimit: 3000 },
  },
  { procedure: 'daena.compliance-audit', ends: 'Done.' },
  { procedure: 'daena.compliance-audit', about: 'a stranger', faults: ['stolen-key'], ends: 'Failed.' },
  { procedure: 'daena.escalate-to-engineering', ends: 'Done.' },
  { procedure: 'daena.escalate-to-architecture', ends: 'Done.' },
];

export const remediesOfDaena: readonly Exercise[] = [...troubles, ...settings, ...duties];
