// The runbooks that are loaded now. It changes as a whole when files change, and keeps the last whole state while they are changing.

import path from 'node:path';
import { readFile, stat } from 'node:fs/promises';
import type { Classifiers } from './classifiers.ts';
import type { Problem, Procedure, Runbook } from './model.ts';
import { nearestOf } from './nearest.ts';
import { largestFile } from './page.ts';
import { searchProcedures } from './search.ts';
import { type Found, type Page, readPageFile, readShelf, type Shelf, stampNow } from './shelf.ts';

export interface Library {
  readonly runbooks: readonly Runbook[];
  readonly problems: readonly Problem[];
  /** How many pages carry no Opsbook settings. */
  readonly pages: number;
  procedure(name: string): Found | undefined;
  /** In alphabetical order. */
  procedureNames(): readonly string[];
  /** Best first; all of them when there are no words. */
  find(words: string): readonly Procedure[];
  /** The procedure that somebody may have meant. */
  nearest(name: string): string | undefined;
  /** The text of a loaded runbook. */
  source(file: string): string | undefined;
  /** One runbook as it is on the disk at this moment, whatever is loaded; undefined when it cannot be used. */
  readAgain(file: string): Promise<Runbook | undefined>;
  /** Loads everything again when any file changed; true when it did. While files keep changing, what was loaded stays. */
  refresh(): Promise<boolean>;
}

export function libraryOf(first: Shelf, folders: readonly string[], classifiers: Classifiers): Library {
  let shelf = first;
  let refreshing: Promise<boolean> | undefined;
  const reload = async (): Promise<boolean> => {
    if ((await stampNow(folders)) === shelf.stamp) return false;
    const fresh = await readShelf(folders, classifiers, shelf.pages);
    if (fresh === undefined) return false;
    shelf = fresh;
    return true;
  };
  return {
    get runbooks() {
      return shelf.runbooks;
    },
    get problems() {
      return shelf.problems;
    },
    get pages() {
      return shelf.guides;
    },
    procedure: (name) => shelf.procedures.get(name),
    procedureNames: () => [...shelf.procedures.keys()].sort(),
    find: (words) => searchProcedures(shelf.procedures.values(), words),
    nearest: (name) => nearestProcedure(name, [...shelf.procedures.values()]),
    source: (file) =>
      shelf.runbooks.some((runbook) => runbook.file === file)
        ? shelf.pages.find((page) => page.file === file)?.source
        : undefined,
    readAgain: (file) =>
      readOne(
        file,
        folders,
        classifiers,
        shelf.pages.find((page) => page.file === file),
      ),
    refresh: () => {
      refreshing ??= reload().finally(() => {
        refreshing = undefined;
      });
      return refreshing;
    },
  };
}

// People leave the system away, so `rollbak` may mean ace.rollback.
function nearestProcedure(typed: string, all: readonly Found[]): string | undefined {
  const wanted = typed.slice(0, 120).toLowerCase();
  const names = all.map(({ procedure }) => procedure.name);
  const ids = all.map(({ procedure }) => procedure.id);
  const id = ids.includes(wanted) ? wanted : nearestOf(wanted, ids);
  return nearestOf(wanted, names) ?? all.find(({ procedure }) => procedure.id === id)?.procedure.name;
}

async function readOne(
  file: string,
  folders: readonly string[],
  classifiers: Classifiers,
  loaded: Page | undefined,
): Promise<Runbook | undefined> {
  const isOurs = folders.some((folder) => !path.relative(folder, file).startsWith('..'));
  if (!isOurs || !file.endsWith('.md')) return undefined;
  try {
    const { size } = await stat(file);
    // The same bytes mean the same page: a click that starts a rollback need not wait for a parser.
    const isSame = size <= largestFile && loaded?.source === (await readFile(file, 'utf8'));
    if (isSame) return loaded.parsed.runbook;
    const { parsed } = await readPageFile({ file, size, stamp: '' }, classifiers);
    return parsed.runbook;
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown) return undefined;
    throw thrown;
  }
}
