// The record as JSON lines, so that it can be kept and checked without this database: a first line about the file, a line an entry,
// a last line that says how many there were and where they end.

import { z } from 'zod';
import type { Sql } from '../db/database.ts';
import { start, type ChainedEntry, type Head } from './chain.ts';
import { isFilter, type EntryFilter } from './entry-filter.ts';
import { readEntries } from './read-entries.ts';

const head = z.object({ seq: z.number() });

export interface Exported {
  readonly entries: number;
  readonly first: number;
  readonly head: Head;
}

/** Each line with its end. Answers what was written. */
export async function* exportLines(sql: Sql, filter: EntryFilter, through?: number): AsyncGenerator<string, Exported> {
  const end = through ?? (await sql.one(head, 'select seq from audit_head'))?.seq ?? 0;
  yield line({ record: 'opsbook', version: 1, isWhole: !isFilter(filter) });
  let entries = 0;
  let first = 0;
  let last: Head = start;
  for await (const entry of readEntries(sql, end, filter)) {
    if (entries === 0) first = entry.seq;
    entries += 1;
    last = { seq: entry.seq, hash: entry.hash };
    yield lineOf(entry);
  }
  yield line({ end: true, entries, head: last });
  return { entries, first, head: last };
}

export function lineOf({ detail, ...entry }: ChainedEntry): string {
  return line({ ...entry, detail: readable(detail) });
}

/** As an object where nothing is lost by it: the hash is of the text that was stored. */
function readable(detail: string): unknown {
  try {
    const value: unknown = JSON.parse(detail);
    return typeof value === 'object' && JSON.stringify(value) === detail ? value : detail;
  } catch {
    return detail;
  }
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
