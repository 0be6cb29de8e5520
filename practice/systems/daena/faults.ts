// What can go wrong with the practice Daena. Each fault is a state of its files or its process; the symptom follows from it.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault } from '../../kit/system.ts';
import type { Commanded } from './commanded.ts';
import { newKey } from './scripts-keys.ts';
import { nameOfKey, readAging, readRecords, record, writeAging, writeRecords } from './store.ts';

interface Cause extends Fault {
  readonly cause: (state: Commanded) => Promise<void> | void;
}

const causes: readonly Cause[] = [
  {
    name: 'outage',
    describe: 'the index of the NBMF store is cut off and the process cannot start: nothing answers',
    cause: async (state) => {
      truncateSync(state.files.index, 20);
      await restarted(state);
    },
  },
  {
    name: 'agents-lost',
    describe: 'seven agents stop answering: 41 of 48 are active and /health answers 503',
    cause: ({ deployment }) => deployment.loseAgents(),
  },
  {
    name: 'data-corruption',
    describe: '17 records are no longer what the ledger says, and the divergence rate is far above 1 %',
    cause: async (state) => {
      damageRecords(state);
      await restarted(state);
    },
  },
  {
    name: 'snapshot-damaged',
    describe: 'the last snapshot does not match its checksum',
    cause: ({ files }) => truncateSync(files.snapshot, 2_000),
  },
  {
    name: 'ledger-tampered',
    describe: 'a line of the ledger was changed afterwards: its chain is broken',
    cause: ({ files }) => {
      const lines = readFileSync(files.ledger, 'utf8').split('\n');
      writeFileSync(
        files.ledger,
        lines.map((line, at) => (at === 40 ? line.replace('learned', 'LEARNED') : line)).join('\n'),
      );
    },
  },
  {
    name: 'stolen-key',
    describe: 'somebody reads the memory of all tenants with the old API key `ops-legacy`',
    cause: async (state) => {
      const keys = state.secrets['daena-api-keys'];
      if (keys !== undefined) keys['ops-legacy'] = createHash('sha256').update(newKey()).digest('hex');
      const reads = Object.keys(readRecords(state.files)).slice(0, 23);
      record(state.files, ...reads.map((ref) => ({ at: state.now(), action: 'read', actor: 'ops-legacy', ref })));
      await restarted(state);
    },
  },
  {
    name: 'key-not-handed-out',
    describe: 'a rotation stopped half-way: the records have a new key, the process has the old one and answers 503',
    cause: (state) => {
      const key = newKey();
      const rewrapped = Object.entries(readRecords(state.files)).map(([ref, { payload }]) => [
        ref,
        { payload, key: nameOfKey(key) },
      ]);
      writeRecords(state.files, Object.fromEntries(rewrapped));
      const file = join(state.files.home, '.kms', 'rotation.out');
      writeFileSync(file, `Re-encrypted ${String(rewrapped.length)} records.\nSet DAENA_MEMORY_AES_KEY to:\n${key}\n`, {
        mode: 0o600,
      });
    },
  },
  {
    name: 'high-latency',
    describe: 'the L1 cache is far too small: L1 and L2 are slower than 25 ms and 120 ms',
    cause: (state) => set(state, 'l1_cache_size', '2000'),
  },
  {
    name: 'low-cas-hit-rate',
    describe: 'the SimHash threshold takes nothing for a duplicate: the hit rate is below 50 % and the costs are up',
    cause: (state) => set(state, 'simhash_threshold', '0.97'),
  },
  {
    name: 'divergence-errors',
    describe: 'the trust manager takes rounding for divergence: the rate is above 1 %',
    cause: (state) => set(state, 'divergence_threshold', '0.01'),
  },
  {
    name: 'memory-growth',
    describe: 'aging has not run for a month, and storage grows by 9 % a day',
    cause: ({ files, now }) => {
      const monthAgo = new Date(now().getTime() - 31 * 24 * 60 * 60_000).toISOString();
      const { bytes } = readAging(files);
      writeAging(files, { last_run: monthAgo, overdue_records: 86_000, bytes: bytes * 3, growth_per_day: 9 });
    },
  },
  {
    name: 'open-policy',
    describe: 'agents may read the memory of other tenants',
    cause: ({ files }) => {
      const text = readFileSync(files.policy, 'utf8');
      writeFileSync(files.policy, text.replace(/^agent: .*$/m, 'agent: read-write-all-tenants'));
    },
  },
  {
    name: 'duties-forgotten',
    describe: 'the newest archive, drill, report and export are two months old',
    cause: ({ files, now }) => makeOld(files.home, new Date(now().getTime() - 60 * 24 * 60 * 60_000)),
  },
];

export const faults: readonly Fault[] = causes.map(({ name, describe }) => ({ name, describe }));

export async function causeFault(name: string, state: Commanded): Promise<void> {
  const found = causes.find((one) => one.name === name);
  if (found === undefined)
    throw new Error(`Daena has no fault ${name}. It has: ${causes.map((one) => one.name).join(', ')}.`);
  await found.cause(state);
}

async function restarted({ deployment }: Commanded): Promise<void> {
  deployment.rollOut();
  await deployment.settled();
}

async function set(state: Commanded, name: string, value: string): Promise<void> {
  const text = readFileSync(state.files.settings, 'utf8');
  writeFileSync(state.files.settings, text.replace(new RegExp(`^${name}: .*$`, 'm'), `${name}: ${value}`));
  await restarted(state);
}

/** Some of the damaged records were written after the snapshot: only a replay brings those back. */
function damageRecords({ files }: Commanded): void {
  const records = readRecords(files);
  const refs = Object.keys(records);
  for (const ref of [...refs.slice(3, 15), ...refs.slice(49, 54)]) {
    const one = records[ref];
    if (one !== undefined) records[ref] = { ...one, payload: one.payload.split('').reverse().join('') };
  }
  writeRecords(files, records);
}

function makeOld(home: string, then: Date): void {
  const folders = [home, join(home, 'drills'), join(home, 'governance'), join(home, '.kms', 'manifests')];
  for (const folder of folders)
    for (const entry of readdirSync(folder, { withFileTypes: true }))
      if (entry.isFile() && /^(legacy_archive|drill|governance|ledger_chain|manifest|latest_snapshot)/.test(entry.name))
        utimesSync(join(folder, entry.name), then, then);
  for (const name of readdirSync(home)
    .filter((entry) => entry.startsWith('legacy_archive_'))
    .slice(1))
    rmSync(join(home, name));
}
