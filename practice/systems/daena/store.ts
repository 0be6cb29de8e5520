// The files of the memory: records, their index, what aging has left to do. The process and the tools read the same files.

import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { type Happening, linesFor, readEntries, writtenAfter } from './ledger.ts';
import type { Home } from './places.ts';

/** By their reference. `key` names the key that a record is encrypted with. */
const recordsShape = z.record(z.string(), z.object({ payload: z.string(), key: z.string() }));
const indexShape = z.object({ complete: z.literal(true), records: z.number() });
const agingShape = z.object({
  last_run: z.string(),
  overdue_records: z.number(),
  bytes: z.number(),
  growth_per_day: z.number(),
});

export type Records = z.infer<typeof recordsShape>;
export type Aging = z.infer<typeof agingShape>;

export function readRecords({ records }: Pick<Home, 'records'>): Records {
  return recordsShape.parse(JSON.parse(readFileSync(records, 'utf8')));
}

export function writeRecords({ records, index }: Pick<Home, 'records' | 'index'>, all: Records): void {
  writeFileSync(records, `${JSON.stringify(all, null, 1)}\n`);
  writeIndex({ index }, all);
}

export function writeIndex({ index }: Pick<Home, 'index'>, all: Records): void {
  writeFileSync(index, `${JSON.stringify({ complete: true, records: Object.keys(all).length })}\n`);
}

/** Throws while the index is damaged; Daena cannot start on it then. */
export function checkIndex({ index }: Pick<Home, 'index'>): void {
  const text = readFileSync(index, 'utf8');
  if (!z.safeParse(z.string().check(z.endsWith('}\n')), text).success)
    throw new Error(`.l2_store/index.json ends in the middle of a record (${String(text.length)} bytes)`);
  indexShape.parse(JSON.parse(text));
}

export function readAging({ aging }: Pick<Home, 'aging'>): Aging {
  return agingShape.parse(JSON.parse(readFileSync(aging, 'utf8')));
}

export function writeAging({ aging }: Pick<Home, 'aging'>, state: Aging): void {
  writeFileSync(aging, `${JSON.stringify(state)}\n`);
}

export function readLedger({ ledger }: Pick<Home, 'ledger'>): ReturnType<typeof readEntries> {
  return readEntries(existsSync(ledger) ? readFileSync(ledger, 'utf8') : '');
}

export function record(home: Pick<Home, 'ledger'>, ...happenings: readonly Happening[]): void {
  appendFileSync(home.ledger, linesFor(readLedger(home), happenings));
}

/** The references of the records that are not what the ledger says. */
export function differing(home: Pick<Home, 'ledger' | 'records'>): string[] {
  const records = readRecords(home);
  const wanted = writtenAfter(readLedger(home), 0);
  return [...wanted].filter(([ref, payload]) => records[ref]?.payload !== payload).map(([ref]) => ref);
}

/** The name of a key: says which one it is without telling it. */
export function nameOfKey(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 12);
}
