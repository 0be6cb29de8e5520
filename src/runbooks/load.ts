// Loads the runbooks of some folders. Whatever is wrong with a file is a problem of that file and stops nothing else.

import { CannotStart } from '../errors.ts';
import { type Library, libraryOf } from './library.ts';
import { createReaders, type Readers } from './readers.ts';
import { type Page, readShelf } from './shelf.ts';

const mostTries = 5;

/**
 * Throws CannotStart when the files never hold still for one reading, or when no process can be started to read them. Whoever brings
 * readers ends them; those that are made here end when nothing has been read for a while.
 */
export async function loadRunbooks(folders: readonly string[], readers: Readers = createReaders()): Promise<Library> {
  let pages: readonly Page[] = [];
  for (let tried = 0; tried < mostTries; tried += 1) {
    const attempt = await readShelf(folders, readers, pages);
    if (attempt.shelf !== undefined) return libraryOf(attempt.shelf, folders, readers);
    pages = attempt.pages;
  }
  throw new CannotStart(
    `The runbooks in ${folders.join(', ')} kept changing while they were read. Start again when they are complete.`,
  );
}
