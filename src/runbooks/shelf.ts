// All pages of some folders as they were at one moment: read whole, or not at all when a file changes meanwhile.

import { createHash } from 'node:crypto';
import { linkCalls } from './calls.ts';
import { nameGuides } from './guide/system.ts';
import type { Problem, Procedure, Runbook } from './model.ts';
import { findPageFiles, type PageFile, type PageFiles } from './page-files.ts';
import { problem } from './problem.ts';
import type { Readers } from './readers.ts';
import type { Reading } from './reading.ts';

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

/** A page as it was read from a file in this state. */
export interface Page extends Reading, PageFile {}

export interface Attempt {
  /** Undefined when files changed while they were read. */
  readonly shelf: Shelf | undefined;
  /** What was read, for the next attempt. */
  readonly pages: readonly Page[];
}

/**
 * Pages of `earlier` whose files have not changed are not read again; `begins` is told how many are read. Rejects only when nothing can be
 * read at all.
 */
export async function readShelf(
  folders: readonly string[],
  readers: Readers,
  earlier: readonly Page[] = [],
  begins: (pages: number) => void = () => undefined,
): Promise<Attempt> {
  const before = await findPageFiles(folders);
  const known = new Map(earlier.map((page) => [page.file, page]));
  const unchanged = ({ file, stamp }: PageFile): Page | undefined => {
    const page = known.get(file);
    return page?.stamp === stamp ? page : undefined;
  };
  const read = async (found: PageFile): Promise<Page> =>
    unchanged(found) ?? { ...found, ...(await readers.read(found.file)) };
  begins(before.files.filter((found) => unchanged(found) === undefined).length);
  const pages = await Promise.all(before.files.map(read));
  const isSame = stampOf(before) === (await stampNow(folders));
  return { shelf: isSame ? shelve(before, pages) : undefined, pages };
}

/** What `Shelf.stamp` would be now. */
export async function stampNow(folders: readonly string[]): Promise<string> {
  return stampOf(await findPageFiles(folders));
}

function stampOf({ files, problems }: PageFiles): string {
  const state = JSON.stringify([files.map(({ file, stamp }) => [file, stamp]), problems]);
  return createHash('sha256').update(state).digest('hex');
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
  const broken = new Set(problems.flatMap(({ procedure }) => procedure ?? []));
  const { runbooks: linked, problems: unlinked } = linkCalls([...systems.values()], broken);
  const guides = pages.flatMap(({ parsed }) => (parsed.page === 'guide' ? [parsed.runbook] : []));
  const runbooks = nameGuides([...linked, ...guides]);
  const all = runbooks.flatMap((runbook) => runbook.procedures.map((procedure) => ({ runbook, procedure })));
  return {
    stamp: stampOf(found),
    runbooks,
    procedures: new Map(all.map((one) => [one.procedure.name, one] as const)),
    problems: [...problems, ...unlinked],
    guides: guides.length,
    pages,
  };
}
