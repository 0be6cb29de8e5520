// How Daena's home looks at the start: a memory with a ledger, a snapshot a little older than it, archives, and reports of the duties
// that were done in time.

import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Happening, linesFor, readEntries, writtenAfter } from './ledger.ts';
import type { Home } from './places.ts';
import { addManifest } from './scripts-keys.ts';
import { writeSnapshot } from './scripts-memory.ts';
import { firstPolicy, firstSettings, renderLines } from './settings.ts';
import { nameOfKey, type Records, writeAging, writeRecords } from './store.ts';
import { storedFrame } from './zstd.ts';

const day = 24 * 60 * 60_000;
const recordCount = 120;
const writes = 180;
/** The ledger was this long when the snapshot was taken. */
const snapshotAt = 168;
const tenants = ['aurora', 'borealis', 'cygnus'];

function happenings(now: Date): Happening[] {
  return Array.from({ length: writes }, (_one, index) => {
    const which = index % recordCount;
    const ref = `${tenants[which % tenants.length] ?? ''}/fact-${String(which + 1).padStart(3, '0')}`;
    const at = new Date(now.getTime() - (writes - index) * 20 * 60_000);
    return {
      at,
      action: 'write',
      actor: 'agents',
      ref,
      payload: `what agent_${String((index % 48) + 1)} learned, revision ${String(1 + Math.floor(index / recordCount))}`,
    };
  });
}

/** Writes everything into an empty folder. */
export function writeFirstFiles(files: Home, now: Date, key: string): void {
  for (const file of [
    files.settings,
    files.records,
    files.ledger,
    join(files.governance, 'x'),
    join(files.home, 'drills', 'x'),
  ])
    mkdirSync(dirname(file), { recursive: true });
  writeFileSync(files.settings, renderLines('Memory of Daena. A change counts after a restart.', firstSettings));
  writeFileSync(files.policy, renderLines('Who may do what. Read at each request.', firstPolicy));
  const lines = linesFor([], happenings(now));
  writeFileSync(files.ledger, lines);
  const entries = readEntries(lines);
  const records: Records = {};
  for (const [ref, payload] of writtenAfter(entries, 0)) records[ref] = { payload, key: nameOfKey(key) };
  writeRecords(files, records);
  writeSnapshot(files, {
    taken_at: entries[snapshotAt - 1]?.at ?? now.toISOString(),
    ledger_position: snapshotAt,
    records: Object.fromEntries(writtenAfter(entries.slice(0, snapshotAt), 0)),
  });
  writeAging(files, {
    last_run: new Date(now.getTime() - day).toISOString(),
    overdue_records: 40,
    bytes: 734_003_200,
    growth_per_day: 1.2,
  });
  addManifest(files, new Date(now.getTime() - 12 * day), key, recordCount);
  writeReports(files, now, records);
}

function writeReports({ home, governance }: Home, now: Date, records: Records): void {
  const put = (file: string, daysAgo: number, content: string | Buffer): void => {
    const at = new Date(now.getTime() - daysAgo * day);
    writeFileSync(file, content);
    utimesSync(file, at, at);
  };
  const dated = (daysAgo: number): string =>
    new Date(now.getTime() - daysAgo * day).toISOString().slice(0, 10).replaceAll('-', '');
  for (const daysAgo of [2, 9])
    put(
      join(home, `legacy_archive_${dated(daysAgo)}.json.zst`),
      daysAgo,
      storedFrame(Buffer.from(JSON.stringify(records))),
    );
  put(join(governance, `governance_${dated(3)}.json`), 3, '{}\n');
  put(join(home, 'drills', `drill_${dated(2)}.json`), 2, '{"restorable":true}\n');
  put(join(home, `ledger_chain_${dated(10).slice(0, 6)}.json`), 10, '{"entries":[]}\n');
}
