// One page of the record, the newest entries first.

import type { Sql } from '../db/database.ts';
import { conditionOf, type EntryFilter } from './entry-filter.ts';
import { entryColumns, entryRow } from './stored-entry.ts';
import type { ChainedEntry } from './chain.ts';

export interface Reader {
  readonly person: string;
  readonly channel: string;
  /** A condition on `incident n`: `$1` is the person, `$2` the channel. What is about another incident, or a run of one, is left out. */
  readonly knows: string;
}

/** From where to turn: entries below `before`, or the nearest ones above `after`; the newest when neither is given. */
export interface PageOf {
  readonly before?: number | undefined;
  readonly after?: number | undefined;
}

export interface EntryPage {
  readonly entries: readonly ChainedEntry[];
  readonly hasEarlier: boolean;
  readonly hasLater: boolean;
}

export async function listEntries(
  sql: Sql,
  reader: Reader,
  filter: EntryFilter,
  { before, after }: PageOf,
  limit: number,
): Promise<EntryPage> {
  const wanted = conditionOf(filter, 5);
  const isUp = after !== undefined;
  const rows = await sql.rows(
    entryRow,
    `select ${entryColumns} from audit a
     where (${isUp ? 'a.seq > $3::bigint' : '$3::bigint is null or a.seq < $3'}) and ${wanted.sql}
       and not exists (
         select from incident n where not ${reader.knows}
           and (a.subject = 'incident:' || n.id
             or exists (select from run r where r.incident = n.id and a.subject = 'run:' || r.id)))
     order by a.seq ${isUp ? 'asc' : 'desc'} limit $4`,
    [reader.person, reader.channel, after ?? before ?? null, limit + 1, ...wanted.values],
  );
  const isMore = rows.length > limit;
  const page = rows.slice(0, limit);
  return isUp
    ? { entries: page.reverse(), hasEarlier: true, hasLater: isMore }
    : { entries: page, hasEarlier: isMore, hasLater: before !== undefined };
}
