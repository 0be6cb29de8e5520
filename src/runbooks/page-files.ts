// The Markdown files below some folders, in a fixed order, each with a stamp that changes when the file does. Symbolic links are
// followed, loops are not; hidden entries are passed over (mounted volumes keep their old versions there).

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
}

export interface PageFiles {
  readonly files: readonly PageFile[];
  readonly problems: readonly Problem[];
}

/** Never throws: what cannot be read is a problem. */
export async function findPageFiles(folders: readonly string[]): Promise<PageFiles> {
  const walk: Walk = { seen: new Set(), files: [], problems: [] };
  for (const folder of folders) await visit(path.normalize(folder), walk, true);
  return walk;
}

interface Walk {
  readonly seen: Set<string>;
  readonly files: PageFile[];
  readonly problems: Problem[];
}

async function visit(place: string, walk: Walk, isRoot: boolean): Promise<void> {
  try {
    const real = await realpath(place);
    const about = await stat(place, { bigint: true });
    const isPage = about.isFile() && place.endsWith('.md');
    if ((!isPage && !about.isDirectory()) || walk.seen.has(real)) return;
    walk.seen.add(real);
    if (isPage) {
      const stamp = [about.mtimeNs, about.ctimeNs, about.size, about.ino].join(':');
      walk.files.push({ file: place, size: Number(about.size), stamp });
      return;
    }
    const names = await readdir(place);
    for (const name of names.sort()) {
      if (!name.startsWith('.') && name !== 'node_modules') await visit(path.join(place, name), walk, false);
    }
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown';
    if (isRoot || place.endsWith('.md') || code !== 'ENOENT') walk.problems.push(unreadable(place, code, isRoot));
  }
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
