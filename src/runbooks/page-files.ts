// The Markdown files below some folders, in a fixed order, each with a stamp that changes when the file does. Symbolic links are
// followed, loops are not; hidden entries are passed over (mounted volumes keep their old versions there).

import { type BigIntStats, type Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Problem } from './model.ts';
import { problem } from './problem.ts';

export interface PageFile {
  readonly file: string;
  /** Bytes. */
  readonly size: number;
  /** Times, size and inode. */
  readonly stamp: string;
  /** The stamp was taken so long after the last change that a later one cannot have the same: file systems count time in ticks. */
  readonly isSettled: boolean;
}

export interface PageFiles {
  readonly files: readonly PageFile[];
  readonly problems: readonly Problem[];
}

// A folder that holds more is not one of runbooks: somebody named `/`.
const mostPages = 20_000;
const mostEntries = 200_000;
/** How many questions about files are under way at once. */
const together = 8;
/** Longer than a tick of any file system we know, in milliseconds. FAT's two seconds: https://learn.microsoft.com/en-us/windows/win32/sysinfo/file-times */
const tickMs = 2_000n;

/** Whether a file of this name is read as a page. */
export function isPageName(name: string): boolean {
  return /\.(?:md|markdown|txt)$/i.test(name);
}

/** Never throws: what cannot be read is a problem. */
export async function findPageFiles(folders: readonly string[]): Promise<PageFiles> {
  const walk: Walk = { seen: new Set(), files: [], problems: [], entries: 0 };
  for (const folder of folders) {
    const place = path.normalize(folder);
    const [root] = await lookAt([{ place, real: undefined }]);
    if (root !== undefined) await visit(root, walk, true);
    if (!isFull(walk)) continue;
    const say = `This folder holds more than ${mostPages} pages or ${mostEntries} files, so not all of it is read`;
    walk.problems.push(problem(place, 1, say, 'Name the folders that hold the runbooks alone in OPSBOOK_RUNBOOKS.'));
    break;
  }
  return walk;
}

interface Walk {
  readonly seen: Set<string>;
  readonly files: PageFile[];
  readonly problems: Problem[];
  entries: number;
}

function isFull({ files, entries }: Walk): boolean {
  return files.length >= mostPages || entries >= mostEntries;
}

interface Entry {
  readonly place: string;
  /** Its path without links, where that is known without asking. */
  readonly real: string | undefined;
}

type Seen =
  | { readonly place: string; readonly real: string; readonly about: BigIntStats }
  | { readonly place: string; readonly code: string };

async function visit(seen: Seen, walk: Walk, isRoot = false): Promise<void> {
  const { place } = seen;
  if ('code' in seen) {
    if (isRoot || isPageName(place) || seen.code !== 'ENOENT') {
      walk.problems.push(unreadable(place, seen.code, isRoot));
    }
    return;
  }
  const { real, about } = seen;
  const isPage = about.isFile() && isPageName(place);
  if ((!isPage && !about.isDirectory()) || walk.seen.has(real) || isFull(walk)) return;
  walk.seen.add(real);
  if (isPage) {
    walk.files.push(pageFile(place, about));
    return;
  }
  try {
    const entries = await readdir(place, { withFileTypes: true });
    walk.entries += entries.length;
    const wanted = entries.filter(canMatter).sort((a, b) => (a.name < b.name ? -1 : 1));
    const inside = wanted.map((entry) => ({
      place: path.join(place, entry.name),
      real: entry.isFile() || entry.isDirectory() ? path.join(real, entry.name) : undefined,
    }));
    for (const each of await lookAt(inside)) await visit(each, walk);
  } catch (thrown) {
    walk.problems.push(unreadable(place, codeOf(thrown), isRoot));
  }
}

function canMatter(entry: Dirent): boolean {
  if (entry.name.startsWith('.') || entry.name === 'node_modules') return false;
  return !entry.isFile() || isPageName(entry.name);
}

/** Several at a time, which takes a tenth of the time; the answers are in the order of the questions. */
async function lookAt(entries: readonly Entry[]): Promise<Seen[]> {
  const answers: Seen[] = [];
  let next = 0;
  const ask = async (): Promise<void> => {
    for (let index = next++; index < entries.length; index = next++) {
      const entry = entries[index];
      if (entry !== undefined) answers[index] = await lookAtOne(entry);
    }
  };
  await Promise.all(Array.from({ length: together }, ask));
  return answers;
}

async function lookAtOne({ place, real }: Entry): Promise<Seen> {
  try {
    return { place, real: real ?? (await realpath(place)), about: await stat(place, { bigint: true }) };
  } catch (thrown) {
    return { place, code: codeOf(thrown) };
  }
}

function pageFile(file: string, about: BigIntStats): PageFile {
  const stamp = [about.mtimeNs, about.ctimeNs, about.size, about.ino].join(':');
  return { file, size: Number(about.size), stamp, isSettled: BigInt(Date.now()) - about.ctimeMs > tickMs };
}

/** A page's file as it is now; undefined when it is away. */
export async function lookAtPage(file: string): Promise<PageFile | undefined> {
  try {
    return pageFile(file, await stat(file, { bigint: true }));
  } catch {
    return undefined;
  }
}

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown';
}

/** `code` is Node's, such as EACCES. */
export function unreadable(place: string, code: string, isFolder = false): Problem {
  if (code === 'ENOENT' && isFolder) {
    return problem(place, 1, 'This folder does not exist', 'Create it, or correct OPSBOOK_RUNBOOKS.');
  }
  const reasons = new Map([
    ['ENOENT', 'This link leads nowhere'],
    ['ELOOP', 'This link leads back to itself'],
    ['EACCES', 'Opsbook may not read this'],
    ['EPERM', 'Opsbook may not read this'],
  ]);
  return problem(place, 1, reasons.get(code) ?? `This cannot be read (${code})`, 'Correct or remove it.');
}
