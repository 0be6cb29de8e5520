// What a file of the repository becomes on the site: a page, its text to read, a list of what is in it, or a picture.

import { statSync } from 'node:fs';
import path from 'node:path';

export type Place = {
  /** From the root of the repository, with `/`. */
  readonly file: string;
  /** From the root of the site. */
  readonly address: string;
  readonly kind: 'page' | 'text' | 'folder' | 'picture';
};

/** `pages` are the files that are written for people; undefined when there is no such file. */
export function placeOf(root: string, file: string, pages: ReadonlySet<string>): Place | undefined {
  const stat = statSync(path.join(root, file), { throwIfNoEntry: false });
  if (stat === undefined || file.startsWith('..')) return undefined;
  if (stat.isDirectory()) return { file, kind: 'folder', address: path.posix.join(file, 'index.html') };
  if (/\.(?:png|svg|jpg|gif)$/.test(file)) return { file, kind: 'picture', address: file };
  if (!pages.has(file)) return { file, kind: 'text', address: `${file}.html` };
  return { file, kind: 'page', address: file === 'README.md' ? 'index.html' : file.replace(/\.md$/, '.html') };
}

/** How one address of the site names another. */
export function relativeTo(from: string, to: string): string {
  return path.posix.relative(path.posix.dirname(from), to) || path.posix.basename(to);
}
