// Finds procedures by words. What is loaded is written into the database bit by bit, and asked for there; until that is done, and while
// the database is away, the search in memory answers. Either way only procedures that this process knows are found.

import type { Logger } from 'pino';
import type { Database } from '../db/database.ts';
import { within } from '../patience.ts';
import type { Library } from '../runbooks/library.ts';
import type { Procedure, Runbook } from '../runbooks/model.ts';
import { searchFields } from '../runbooks/search-fields.ts';
import { wantedIn, wordsIn } from '../runbooks/search-words.ts';
import { askFor } from './asked.ts';
import { addWords, forgetWords, missingWords, rowsWith, type WordsKey } from './words-store.ts';

export interface Findings {
  /** Best first; all of them, by name, when there are no words. */
  readonly procedures: readonly Procedure[];
  /** What was searched for when nothing matched what was typed. */
  readonly instead?: string;
}

export interface Search {
  /** Never throws for what was typed, nor for a database that is away. */
  find(query: string): Promise<Findings>;
  /** Writes what is loaded now into the database, where it is not yet. Rejects when the database is away. */
  fill(): Promise<void>;
}

export interface SearchOptions {
  readonly database: Database;
  readonly library: Library;
  readonly log: Logger;
  /** Opsbook's own: another version may read other words from the same page. */
  readonly version: string;
}

// Slack waits three seconds, and the runbooks may have been looked at before.
const fillPatienceMs = 300;
const queryPatienceMs = 800;
/** Rows that are asked for at once. */
const keysAtOnce = 500;
/** Characters of text that are sent at once. The embedded database works in this thread, which must not be held up. */
const textAtOnce = { postgres: 50_000, embedded: 10_000 } as const;
const dayMs = 24 * 60 * 60_000;

export function createSearch({ database, library, log, version }: SearchOptions): Search {
  let filled: { readonly of: readonly Runbook[]; readonly at: number } | undefined;
  let filling: Promise<void> | undefined;
  const isFilled = (): boolean => filled?.of === library.runbooks && performance.now() - filled.at < dayMs;
  const fillOnce = async (): Promise<void> => {
    const { runbooks } = library;
    await fillFor(database, version, library);
    filled = { of: runbooks, at: performance.now() };
  };
  const fill = async (): Promise<void> => {
    // Pages may have changed while the words of the ones before were written.
    while (!isFilled()) await (filling ??= fillOnce().finally(() => (filling = undefined)));
  };
  const ask = async (query: string): Promise<readonly Procedure[] | undefined> => {
    try {
      await within(fill(), fillPatienceMs);
      if (!isFilled()) return undefined;
      const rows = await within(rowsWith(database, version, wantedIn(query).map(askFor)), queryPatienceMs);
      return rows?.flatMap((row) => ours(library, row));
    } catch (err) {
      log.warn({ err }, 'the search in the database failed; the one in memory answers');
      return undefined;
    }
  };
  const look = async (query: string): Promise<readonly Procedure[]> =>
    (wantedIn(query).length === 0 ? undefined : await ask(query)) ?? library.find(query);
  return {
    find: async (query) => {
      const procedures = await look(query);
      if (procedures.length > 0) return { procedures };
      const instead = library.respell(query);
      const meant = instead === undefined ? [] : await look(instead);
      return instead === undefined || meant.length === 0 ? { procedures } : { procedures: meant, instead };
    },
    fill,
  };
}

async function fillFor(database: Database, version: string, library: Library): Promise<void> {
  const names = library.procedureNames();
  const keys = names.flatMap((name): WordsKey[] => {
    const found = library.procedure(name);
    return found === undefined ? [] : [{ name, revision: found.runbook.revision }];
  });
  for (let start = 0; start < keys.length; start += keysAtOnce) {
    const missing = await missingWords(database, version, keys.slice(start, start + keysAtOnce));
    await addMissing(database, version, library, missing);
  }
  await forgetWords(database);
}

async function addMissing(
  database: Database,
  version: string,
  library: Library,
  missing: readonly WordsKey[],
): Promise<void> {
  let rows: Parameters<typeof addWords>[2][number][] = [];
  let size = 0;
  for (const key of missing) {
    const found = library.procedure(key.name);
    if (found === undefined || found.runbook.revision !== key.revision) continue;
    const { A, B, C, D } = searchFields(found);
    const words = { A: spaced(A), B: spaced(B), C: spaced(C), D: spaced(D) };
    rows.push({ ...key, words });
    size += A.length + B.length + C.length + D.length;
    if (size < textAtOnce[database.kind]) continue;
    await addWords(database, version, rows);
    rows = [];
    size = 0;
  }
  if (rows.length > 0) await addWords(database, version, rows);
}

function spaced(text: string): string {
  return wordsIn(text).join(' ');
}

function ours(library: Library, { name, revision }: WordsKey): Procedure[] {
  const found = library.procedure(name);
  return found?.runbook.revision === revision ? [found.procedure] : [];
}
