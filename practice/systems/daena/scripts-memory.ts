// Snapshot, restore, replay, switch and aging: the scripts that change or keep the memory.

import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { type Answer, failed, printed } from '../../kit/answer.ts';
import type { Command } from '../../kit/command.ts';
import type { Commanded } from './commanded.ts';
import { writtenAfter } from './ledger.ts';
import type { Home } from './places.ts';
import {
  nameOfKey,
  readAging,
  readLedger,
  readRecords,
  record,
  type Records,
  writeAging,
  writeIndex,
  writeRecords,
} from './store.ts';
import { storedFrame } from './zstd.ts';

const snapshotShape = z.object({
  taken_at: z.string(),
  ledger_position: z.number(),
  records: z.record(z.string(), z.string()),
});

export type Snapshot = z.infer<typeof snapshotShape>;

export const memoryScripts: Readonly<Record<string, Command<Commanded>>> = {
  'Tools/daena_snapshot.py': {
    usage: 'python Tools/daena_snapshot.py [--restore FILE]',
    flags: ['restore'],
    run: (state, { restore: file }, { cwd }) =>
      file === undefined ? takeSnapshot(state) : restore(state, resolve(cwd, file)),
  },
  'Tools/daena_replay.py': {
    usage: 'python Tools/daena_replay.py --ledger .ledger/ledger.jsonl',
    needs: ['ledger'],
    run: replay,
  },
  'Tools/daena_rollback.py': {
    usage: 'python Tools/daena_rollback.py',
    run: (state) => switchTo(state, 'legacy'),
  },
  'Tools/daena_cutover.py': {
    usage: 'python Tools/daena_cutover.py',
    run: (state) => {
      writeIndex(state.files, readRecords(state.files));
      return switchTo(state, 'nbmf');
    },
  },
  'Tools/external/daena_memory_age.py': {
    usage: 'python Tools/external/daena_memory_age.py [--dry-run]',
    flags: ['dry-run'],
    run: (state, flags) => age(state, flags['dry-run'] === 'true'),
  },
  'Tools/legacy_export.py': { usage: 'python Tools/legacy_export.py', run: exportLegacy },
};

export function json(value: object): Answer {
  return printed(JSON.stringify(value, null, 2));
}

/** Writes a snapshot with its checksum beside it, so that `sha256sum --check` can tell a damaged one. */
export function writeSnapshot({ snapshot: file }: Pick<Home, 'snapshot'>, snapshot: Snapshot): void {
  const text = `${JSON.stringify(snapshot)}\n`;
  writeFileSync(file, text);
  writeFileSync(`${file}.sha256`, `${createHash('sha256').update(text).digest('hex')}  latest_snapshot.json\n`);
}

function takeSnapshot({ files, now }: Commanded): Answer {
  const at = now();
  const records = Object.entries(readRecords(files)).map(([ref, { payload }]) => [ref, payload]);
  const position = readLedger(files).length;
  writeSnapshot(files, { taken_at: at.toISOString(), ledger_position: position, records: Object.fromEntries(records) });
  record(files, { at, action: 'snapshot', actor: 'operator', ref: 'latest_snapshot.json' });
  return json({ snapshot: 'latest_snapshot.json', records: records.length, ledger_position: position });
}

function activeKey({ secrets }: Commanded): string {
  return nameOfKey(secrets['daena-memory']?.['DAENA_MEMORY_AES_KEY'] ?? '');
}

function writesAreOn({ deployment }: Commanded): boolean {
  return deployment.variables()['DAENA_NBMF_ENABLED'] === 'true';
}

function restore(state: Commanded, file: string): Answer {
  if (writesAreOn(state)) return failed('Writes are on. Set DAENA_NBMF_ENABLED=false, then restore.');
  const snapshot = snapshotShape.safeParse(contentOf(file));
  if (!snapshot.success) return failed(`${file} is no snapshot. Nothing was changed.`);
  const key = activeKey(state);
  const records: Records = {};
  for (const [ref, payload] of Object.entries(snapshot.data.records)) records[ref] = { payload, key };
  writeRecords(state.files, records);
  record(state.files, { at: state.now(), action: 'restore', actor: 'operator', ref: 'latest_snapshot.json' });
  const { taken_at: takenAt, ledger_position: position } = snapshot.data;
  return json({ restored: Object.keys(records).length, taken_at: takenAt, ledger_position: position });
}

function contentOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Carries out what the ledger says was written since the snapshot. A second time changes nothing. */
function replay(state: Commanded, flags: Readonly<Record<string, string | undefined>>): Answer {
  if (flags['ledger'] !== '.ledger/ledger.jsonl') return failed(`There is no ledger ${flags['ledger'] ?? ''}.`);
  if (writesAreOn(state)) return failed('Writes are on. Set DAENA_NBMF_ENABLED=false, then replay.');
  const snapshot = snapshotShape.safeParse(contentOf(state.files.snapshot));
  const from = snapshot.data?.ledger_position ?? 0;
  const key = activeKey(state);
  const records = readRecords(state.files);
  const written = writtenAfter(readLedger(state.files), from);
  for (const [ref, payload] of written) records[ref] = { payload, key };
  writeRecords(state.files, records);
  return json({ replayed: written.size, after_position: from });
}

function switchTo({ files, now }: Commanded, mode: 'nbmf' | 'legacy'): Answer {
  const text = readFileSync(files.settings, 'utf8');
  writeFileSync(files.settings, text.replace(/^read_mode: .*$/m, `read_mode: ${mode}`));
  record(files, { at: now(), action: mode === 'legacy' ? 'rollback' : 'cutover', actor: 'operator', ref: mode });
  return json({ effective_flags: { read_mode: mode } });
}

/** Stale records go to colder storage, and the growth is back to what new records bring. */
function age({ files, now }: Commanded, isDry: boolean): Answer {
  const state = readAging(files);
  const actions = { moved_to_l3: state.overdue_records, freed_bytes: state.overdue_records * 4096 };
  if (isDry) return json({ dry_run: true, actions });
  const at = now();
  writeAging(files, {
    last_run: at.toISOString(),
    overdue_records: 0,
    bytes: state.bytes - actions.freed_bytes,
    growth_per_day: 1.2,
  });
  record(files, { at, action: 'aging', actor: 'operator', ref: 'l2' });
  return json({ dry_run: false, actions });
}

function exportLegacy({ files, now }: Commanded): Answer {
  const at = now();
  const file = `legacy_archive_${at.toISOString().slice(0, 10).replaceAll('-', '')}.json.zst`;
  writeFileSync(join(files.home, file), storedFrame(readFileSync(files.records)));
  record(files, { at, action: 'legacy_export', actor: 'operator', ref: file });
  return json({ archive: file, records: Object.keys(readRecords(files)).length });
}
