// The record in its order, page by page: what it takes does not grow with the record.

import type { Sql } from '../db/database.ts';
import type { ChainedEntry } from './chain.ts';
import { conditionOf, type EntryFilter } from './entry-filter.ts';
import { entryColumns, entryRow } from './stored-entry.ts';

const pageSize = 1_000;

/** Up to the entry with this number, that one included. */
export async function* readEntries(sql: Sql, through: number, filter: EntryFilter = {}): AsyncGenerator<ChainedEntry> {
  const wanted = conditionOf(filter, 3);
  for (let after = Number.MIN_SAFE_INTEGER; ;) {
    const page = await sql.rows(
      entryRow,
      `select ${entryColumns} from audit a where seq > $1 and seq <= $2 and ${wanted.sql} order by seq limit ${pageSize}`,
      [after, through, ...wanted.values],
    );
    yield* page;
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.seq;
  }
}
