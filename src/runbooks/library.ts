// The runbooks that are loaded now. It changes as a whole when files change, and keeps the last whole state while they are changing.

import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { reasonOf } from '../errors.ts';
import { renamed } from './guide/system.ts';
import type { Problem, Procedure, Runbook } from './model.ts';
import { nearestOf } from './nearest.ts';
import { readPageBytes } from './page-bytes.ts';
import { isPageName, lookAtPage } from './page-files.ts';
import { problem } from './problem.ts';
import type { Readers } from './readers.ts';
import { digestOf } from './reading.ts';
import { frontWords, respell } from './search-spelling.ts';
import { searchProcedures } from './search.ts';
import { type Found, type Page, readShelf, type Shelf, stampNow } from './shelf.ts';

export interface Library {
  readonly runbooks: readonly Runbook[];
  readonly problems: readonly Problem[];
  /** How many pages carry no Opsbook settings. */
  readonly pages: number;
  /** Whether files have changed, and what they hold now is not loaded yet. */
  readonly isReloading: boolean;
  procedure(name: string): Found | undefined;
  /** In alphabetical order. */
  procedureNames(): readonly string[];
  /** Best first; all of them when there are no words. */
  find(words: string): readonly Procedure[];
  /** What somebody may have meant to search for. */
  respell(words: string): string | undefined;
  /** The procedure that somebody may have meant. */
  nearest(name: string): string | undefined;
  /** The text of a page; undefined when the file no longer holds this revision. */
  source(file: string, revision: string): Promise<string | undefined>;
  /** One runbook as it is on the disk at this moment, whatever is loaded; undefined when it cannot be used. */
  readAgain(file: string): Promise<Runbook | undefined>;
  /**
   * Loads what changed, when any file did; true when it did. While files keep changing, what was loaded stays. Slack waits three
   * seconds for an answer, so nobody waits for a reload of many pages, or for one that began more than `patienceMs` ago: those go on
   * by themselves. Infinity waits for any.
   */
  refresh(patienceMs?: number): Promise<boolean>;
}

const usualPatienceMs = 1500;
/** So many pages are not read within anybody's patience. */
const many = 50;

interface Reload {
  readonly since: number;
  readonly done: Promise<boolean>;
  /** Aborted when it turns out to be one of many pages. */
  readonly long: AbortController;
}

export function libraryOf(first: Shelf, folders: readonly string[], readers: Readers): Library {
  let shelf = first;
  let pages = pagesByFile(first.pages);
  let trouble: readonly Problem[] = [];
  let reload: Reload | undefined;
  let front: { readonly of: Shelf; readonly words: ReadonlySet<string> } | undefined;
  const load = async (long: AbortController): Promise<boolean> => {
    if ((await stampNow(folders)) === shelf.stamp) return false;
    const attempt = await readShelf(folders, readers, [...pages.values()], (count) => {
      if (count >= many) long.abort();
    });
    pages = pagesByFile(attempt.pages);
    trouble = [];
    if (attempt.shelf === undefined) return false;
    shelf = attempt.shelf;
    return true;
  };
  const begin = (): Reload => {
    // What is loaded can still be used when nothing more can be read.
    const noted = (thrown: unknown): boolean => {
      const say = `The runbooks could not be loaded again: ${reasonOf(thrown)}`;
      trouble = [problem(folders[0] ?? '', 1, say, 'What was loaded before is still used.')];
      return false;
    };
    const long = new AbortController();
    const done = load(long).catch(noted);
    void done.finally(() => (reload = undefined));
    return { since: performance.now(), done, long };
  };
  return {
    get runbooks() {
      return shelf.runbooks;
    },
    get problems() {
      return [...trouble, ...shelf.problems];
    },
    get pages() {
      return shelf.guides;
    },
    get isReloading() {
      return reload !== undefined;
    },
    procedure: (name) => shelf.procedures.get(name),
    procedureNames: () => [...shelf.procedures.keys()].sort(),
    find: (words) => searchProcedures(shelf.procedures.values(), words),
    respell: (words) => {
      if (front?.of !== shelf) front = { of: shelf, words: frontWords(shelf.procedures.values()) };
      return respell(words, front.words);
    },
    nearest: (name) => nearestProcedure(name, [...shelf.procedures.values()]),
    source: async (file, revision) => {
      const bytes = await bytesOf(file, folders);
      return bytes !== undefined && digestOf(bytes) === revision ? bytes.toString('utf8') : undefined;
    },
    readAgain: async (file) => {
      const known = pages.get(file);
      const page = known === undefined ? undefined : await stillSame(known);
      if (page !== undefined) pages.set(file, page);
      else if ((await bytesOf(file, folders)) === undefined) return undefined;
      const { runbook } = (page ?? (await readers.read(file))).parsed;
      return runbook && asLoaded(runbook, shelf);
    },
    refresh: (patienceMs = usualPatienceMs) => {
      reload ??= begin();
      return inTime(reload, patienceMs);
    },
  };
}

/**
 * The page, when its file still holds what was read: a click that starts a rollback waits for one look at the file, and need not wait
 * for a parser.
 */
async function stillSame(page: Page): Promise<Page | undefined> {
  const now = await lookAtPage(page.file);
  if (now === undefined) return undefined;
  if (now.stamp === page.stamp && page.isSettled) return page;
  const bytes = await readPageBytes(page.file).catch(() => undefined);
  return bytes !== undefined && digestOf(bytes) === page.digest ? { ...page, ...now } : undefined;
}

/** A guide's system depends on the pages around it. */
function asLoaded(runbook: Runbook, { runbooks }: Shelf): Runbook {
  if (runbook.page === 'runbook') return runbook;
  return renamed(runbook, runbooks.find(({ file }) => file === runbook.file)?.system ?? runbook.system);
}

function pagesByFile(pages: readonly Page[]): Map<string, Page> {
  return new Map(pages.map((page) => [page.file, page]));
}

async function inTime({ since, done, long }: Reload, patienceMs: number): Promise<boolean> {
  if (patienceMs === Infinity) return done;
  const settled = new AbortController();
  const left = Math.max(0, since + patienceMs - performance.now());
  const signal = AbortSignal.any([settled.signal, long.signal]);
  const gaveUp = pause(left, false, { signal, ref: false }).catch(() => false);
  try {
    return await Promise.race([done, gaveUp]);
  } finally {
    settled.abort();
  }
}

// People leave the system away, so `rollbak` may mean ace.rollback.
function nearestProcedure(typed: string, all: readonly Found[]): string | undefined {
  const wanted = typed.slice(0, 120).toLowerCase();
  const names = all.map(({ procedure }) => procedure.name);
  const ids = all.map(({ procedure }) => procedure.id);
  const id = ids.includes(wanted) ? wanted : nearestOf(wanted, ids);
  return nearestOf(wanted, names) ?? all.find(({ procedure }) => procedure.id === id)?.procedure.name;
}

/** Undefined for what is no page of these folders, or cannot be read. */
async function bytesOf(file: string, folders: readonly string[]): Promise<Buffer | undefined> {
  const isOurs = folders.some((folder) => !path.relative(folder, file).startsWith('..'));
  if (!isOurs || !isPageName(file)) return undefined;
  try {
    return await readPageBytes(file);
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown) return undefined;
    throw thrown;
  }
}
