// All pages of some folders as they were at one moment: read whole, or not at all when a file changes meanwhile.

import { readFile } from 'node:fs/promises';
import type { Classifiers } from './classifiers.ts';
import type { Problem, Procedure, Runbook } from './model.ts';
import { largestFile, tooLarge } from './page.ts';
import { findPageFiles, type PageFile, type PageFiles, unreadable } from './page-files.ts';
import { type Parsed, parseRunbook } from './parse.ts';
import { problem } from './problem.ts';

export interface Found {
  readonly runbook: Runbook;
  readonly procedure: Procedure;
}

export interface Shelf {
  /** The same for the same files in the same state. */
  readonly stamp: string;
  readonly runbooks: readonly Runbook[];
  readonly procedures: ReadonlyMap<string, Found>;
  readonly problems: readonly Problem[];
  /** Pages without Opsbook settings. */
  readonly guides: number;
  readonly pages: readonly Page[];
}

/** Undefined when files changed while they were read. Pages of `earlier` whose files have not changed are not parsed again. */
export async function readShelf(
  folders: readonly string[],
  classifiers: Classifiers,
  earlier: readonly Page[] = [],
): Promise<Shelf | undefined> {
  const before = await findPageFiles(folders);
  const known = new Map(earlier.map((page) => [`${page.stamp} ${page.file}`, page]));
  const pages: Page[] = [];
  for (const found of before.files) {
    pages.push(known.get(`${found.stamp} ${found.file}`) ?? (await readPageFile(found, classifiers)));
  }
  const after = await findPageFiles(folders);
  return stampOf(before) === stampOf(after) ? shelve(before, pages) : undefined;
}

/** What `Shelf.stamp` would be now. */
export async function stampNow(folders: readonly string[]): Promise<string> {
  return stampOf(await findPageFiles(folders));
}

export interface Page {
  readonly file: string;
  readonly stamp: string;
  readonly parsed: Parsed;
  readonly source: string;
}

/** Reads one file afresh. Never throws: what cannot be read is refused with a problem. */
export async function readPageFile(found: PageFile, classifiers: Classifiers): Promise<Page> {
  const { file, size, stamp } = found;
  if (size > largestFile) {
    const { line, say, hint } = tooLarge();
    return refused(found, problem(file, line, say, hint));
  }
  try {
    const bytes = await readFile(file);
    return { file, stamp, parsed: parseRunbook(file, bytes, classifiers), source: bytes.toString('utf8') };
  } catch (thrown) {
    if (!(thrown instanceof Error && 'code' in thrown)) throw thrown;
    return refused(found, unreadable(file, String(thrown.code)));
  }
}

function refused({ file, stamp }: PageFile, why: Problem): Page {
  return { file, stamp, parsed: { page: 'refused', problems: [why] }, source: '' };
}

function stampOf({ files, problems }: PageFiles): string {
  return JSON.stringify([files.map(({ file, stamp }) => [file, stamp]), problems]);
}

function shelve(found: PageFiles, pages: readonly Page[]): Shelf {
  const problems: Problem[] = [...found.problems, ...pages.flatMap(({ parsed }) => parsed.problems)];
  const systems = new Map<string, Runbook>();
  for (const { file, parsed } of pages) {
    if (parsed.page !== 'runbook') continue;
    const first = systems.get(parsed.runbook.system);
    if (first === undefined) systems.set(parsed.runbook.system, parsed.runbook);
    else {
      const say = `The system \`${first.system}\` already has the runbook ${first.file}, so this one is not used`;
      problems.push(problem(file, 1, say, 'Give it another system, or put both into one file.'));
    }
  }
  const runbooks = [...systems.values()];
  const all = runbooks.flatMap((runbook) => runbook.procedures.map((procedure) => ({ runbook, procedure })));
  return {
    stamp: stampOf(found),
    runbooks,
    procedures: new Map(all.map((one) => [one.procedure.name, one] as const)),
    problems,
    guides: pages.filter(({ parsed }) => parsed.page === 'guide').length,
    pages,
  };
}
