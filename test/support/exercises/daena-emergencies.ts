// The emergencies of Daena, and the procedures that they are made of.

import type { Exercise } from '../exercise.ts';

const stopWrites: Exercise = { procedure: 'daena.stop-writes', ends: 'Done.', leaves: { writes: false } };
const restoreSnapshot: Exercise = { procedure: 'daena.restore-snapshot', ends: 'Done.' };
const rollBack: Exercise = {
  procedure: 'daena.roll-memory-back',
  faults: ['outage'],
  ends: 'Done.',
  leaves: { health: 'healthy', settings: { read_mode: 'legacy' } },
};
const tenant = 'tenant-borealis';

const dataCorruption: readonly Exercise[] = [
  {
    procedure: 'daena.data-corruption',
    faults: ['data-corruption'],
    choices: ['Restore the snapshot'],
    ends: 'Done.',
    leaves: { differing: 0, writes: true, measured: { divergence_rate_percent: 0.2 } },
  },
  {
    procedure: 'daena.data-corruption',
    about: 'nothing is damaged after all',
    choices: ['Leave the memory as it is'],
    ends: 'Done.',
    leaves: { differing: 0, writes: true },
  },
  {
    procedure: 'daena.data-corruption',
    about: 'a broken ledger is no truth to restore from',
    faults: ['ledger-tampered'],
    ends: 'Failed.',
    leaves: { writes: false, ledger: { faults: 1 } },
  },
  {
    procedure: 'daena.data-corruption',
    about: 'a damaged snapshot is not restored',
    faults: ['data-corruption', 'snapshot-damaged'],
    choices: ['Restore the snapshot'],
    ends: 'Failed.',
    leaves: { differing: 17, writes: false },
  },
  stopWrites,
  { procedure: 'daena.resume-writes', after: [stopWrites], ends: 'Done.', leaves: { writes: true } },
  { procedure: 'daena.verify-ledger', ends: 'Done.' },
  { procedure: 'daena.verify-ledger', about: 'a changed line', faults: ['ledger-tampered'], ends: 'Failed.' },
  {
    procedure: 'daena.restore-snapshot',
    about: 'writes are on',
    ends: 'Failed.',
    leaves: { ledger: { lastAction: 'write' } },
  },
  {
    // Twelve damaged records come from the snapshot; five were written after it and wait for the replay.
    ...restoreSnapshot,
    faults: ['data-corruption'],
    after: [stopWrites],
    leaves: { differing: 12, ledger: { lastAction: 'restore' } },
  },
  {
    procedure: 'daena.replay-ledger',
    faults: ['data-corruption'],
    after: [stopWrites, restoreSnapshot],
    ends: 'Done.',
    leaves: { differing: 0 },
  },
  {
    procedure: 'daena.take-restore-back',
    faults: ['data-corruption'],
    after: [stopWrites, restoreSnapshot],
    ends: 'Done.',
    leaves: { differing: 17 },
  },
];

const outage: readonly Exercise[] = [
  {
    procedure: 'daena.service-outage',
    faults: ['agents-lost'],
    choices: ['Restart it'],
    ends: 'Done.',
    leaves: { health: 'healthy', agents: 48 },
  },
  {
    procedure: 'daena.service-outage',
    about: 'it cannot start',
    faults: ['outage'],
    choices: ['A restart will not help'],
    ends: 'Done.',
    leaves: { health: 'down' },
  },
  { procedure: 'daena.restart', faults: ['agents-lost'], ends: 'Done.', leaves: { agents: 48 } },
  rollBack,
  {
    procedure: 'daena.cut-over',
    faults: ['outage'],
    after: [rollBack],
    ends: 'Done.',
    leaves: { health: 'healthy', settings: { read_mode: 'nbmf' } },
  },
];

const security: readonly Exercise[] = [
  {
    procedure: 'daena.security-incident',
    faults: ['stolen-key'],
    parameters: { key_name: 'ops-legacy', tenant },
    ends: 'Done.',
    leaves: { apiKeys: ['operator'], suspended: [tenant], rotations: 2, unreadable: 0, looseKey: false },
  },
  {
    procedure: 'daena.security-incident',
    about: 'nobody is named yet',
    ends: 'Done.',
    leaves: { apiKeys: ['operator'], suspended: [], rotations: 2, unreadable: 0 },
  },
  {
    procedure: 'daena.revoke-key',
    faults: ['stolen-key'],
    parameters: { key_name: 'ops-legacy' },
    ends: 'Done.',
    leaves: { apiKeys: ['operator'], health: 'healthy' },
  },
  {
    procedure: 'daena.revoke-key',
    about: 'its own key stays',
    parameters: { key_name: 'operator' },
    ends: 'Failed.',
    leaves: { apiKeys: ['operator'] },
  },
  { procedure: 'daena.suspend-tenant', parameters: { tenant }, ends: 'Done.', leaves: { suspended: [tenant] } },
  {
    procedure: 'daena.readmit-tenant',
    after: [{ procedure: 'daena.suspend-tenant', parameters: { tenant }, ends: 'Done.' }],
    parameters: { tenant },
    ends: 'Done.',
    leaves: { suspended: [] },
  },
  { procedure: 'daena.rotate-keys', ends: 'Done.', leaves: { rotations: 2, unreadable: 0, looseKey: false } },
  {
    procedure: 'daena.rotate-keys',
    about: 'not over a key that was not handed out',
    faults: ['key-not-handed-out'],
    ends: 'Failed.',
    leaves: { rotations: 1, looseKey: true },
  },
  {
    procedure: 'daena.hand-out-key',
    faults: ['key-not-handed-out'],
    ends: 'Done.',
    leaves: { health: 'healthy', unreadable: 0, looseKey: false },
  },
];

export const emergenciesOfDaena: readonly Exercise[] = [...dataCorruption, ...outage, ...security];
