// Loads the runbooks of some folders. Whatever is wrong with a file is a problem of that file and stops nothing else.

import { CannotStart } from '../errors.ts';
import type { Classifiers } from './classifiers.ts';
import { type Library, libraryOf } from './library.ts';
import { readShelf } from './shelf.ts';

const mostTries = 5;

/** Throws CannotStart only when the files never hold still for one reading. */
export async function loadRunbooks(folders: readonly string[], classifiers: Classifiers): Promise<Library> {
  for (let tried = 0; tried < mostTries; tried += 1) {
    const shelf = await readShelf(folders, classifiers);
    if (shelf !== undefined) return libraryOf(shelf, folders, classifiers);
  }
  throw new CannotStart(
    `The runbooks in ${folders.join(', ')} kept changing while they were read. Start again when they are complete.`,
  );
}
