// The rows of `procedure_words`. They are only ever added, in order of their names, so that replicas which load the same pages at the
// same time wait for each other and never in a circle.

import { z } from 'zod';
import type { Database, Transaction } from '../db/database.ts';
import type { Weight } from '../runbooks/search-fields.ts';

/** Which words a row holds. */
export interface WordsKey {
  readonly name: string;
  /** SHA-256 of the page. */
  readonly revision: string;
}

export interface WordsRow extends WordsKey {
  /** Words with spaces between them. */
  readonly words: Readonly<Record<Weight, string>>;
}

const keyRow = z.object({ name: z.string(), revision: z.string() });

const queryLimitMs = 2_000;
/** What nobody has needed for so long is deleted. */
const keptDays = 3;

/** Those that are not there yet. Those that are have been needed now. */
export async function missingWords(
  database: Database,
  opsbook: string,
  keys: readonly WordsKey[],
): Promise<readonly WordsKey[]> {
  const values = [keys.map(({ name }) => name), keys.map(({ revision }) => revision), opsbook];
  const there = await database.rows(
    keyRow,
    `select name, revision from procedure_words join unnest($1::text[], $2::text[]) as asked (name, revision)
       using (name, revision) where opsbook = $3`,
    values,
  );
  // A row that another replica touches at this moment is needed anyway.
  await database.run(
    `update procedure_words as one set seen_at = ops_now()
       from (select name, revision, opsbook from procedure_words join unnest($1::text[], $2::text[]) as asked (name, revision)
               using (name, revision)
              where opsbook = $3 and seen_at < ops_now() - interval '1 day'
                for update of procedure_words skip locked) as old
      where (one.name, one.revision, one.opsbook) = (old.name, old.revision, old.opsbook)`,
    values,
  );
  const known = new Set(there.map(({ name, revision }) => `${name} ${revision}`));
  return keys.filter(({ name, revision }) => !known.has(`${name} ${revision}`));
}

/** As written (`simple`, which keeps `down` and `not`) and by their stems. */
export async function addWords(database: Database, opsbook: string, rows: readonly WordsRow[]): Promise<void> {
  const column = (weight: Weight): string[] => rows.map(({ words }) => words[weight]);
  const vector = (field: string, weight: Weight): string =>
    `setweight(to_tsvector('simple', ${field}) || to_tsvector('english', ${field}), '${weight}')`;
  await database.run(
    `insert into procedure_words (name, revision, opsbook, words)
     select name, revision, $7, ${vector('a', 'A')} || ${vector('b', 'B')} || ${vector('c', 'C')} || ${vector('d', 'D')}
       from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[]) as new (name, revision, a, b, c, d)
      order by name, revision
         on conflict do nothing`,
    [
      rows.map(({ name }) => name),
      rows.map(({ revision }) => revision),
      column('A'),
      column('B'),
      column('C'),
      column('D'),
      opsbook,
    ],
  );
}

/** Deletes what no replica has needed for some days. */
export async function forgetWords(database: Database): Promise<number> {
  return database.run(
    `delete from procedure_words where (name, revision, opsbook) in (
       select name, revision, opsbook from procedure_words
        where seen_at < ops_now() - make_interval(days => $1) for update skip locked)`,
    [keptDays],
  );
}

/** One thing that was asked for, in PostgreSQL's syntax: https://www.postgresql.org/docs/current/datatype-textsearch.html#DATATYPE-TSQUERY */
export interface Asked {
  /** Words and beginnings of words. */
  readonly plain: string;
  /** Words that are looked for by their stems. */
  readonly stems: string;
}

/** Every row that has all that was asked for, best first. The caller knows which of them are of its own pages. */
export async function rowsWith(database: Database, opsbook: string, asked: readonly Asked[]): Promise<WordsKey[]> {
  const ask = (tx: Transaction): Promise<WordsKey[]> =>
    tx.rows(
      keyRow,
      `with asked as (
         select string_agg('(' || (to_tsquery('simple', plain) || to_tsquery('english', stems))::text || ')', ' & ')::tsquery as query
           from unnest($1::text[], $2::text[]) as one (plain, stems)
          where numnode(to_tsquery('simple', plain)) > 0)
       select name, revision from procedure_words, asked
        where words @@ query and opsbook = $3
        order by ts_rank_cd('{0.1, 0.3, 0.6, 1}', words, query, 1) desc, name`,
      [asked.map(({ plain }) => plain), asked.map(({ stems }) => stems), opsbook],
    );
  return database.transaction(ask, { limitMs: queryLimitMs });
}
