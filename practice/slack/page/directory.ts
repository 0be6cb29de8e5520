// Who and what ids stand for: the names that texts and menus show.
import type { Channel, Person } from './protocol.ts';

export interface Directory {
  readonly me: string;
  readonly people: ReadonlyMap<string, Person>;
  readonly channels: ReadonlyMap<string, Channel>;
  /** User group id → handle without `@`. */
  readonly groups: ReadonlyMap<string, string>;
}

/** The name to show for a person or bot; the id itself for one nobody knows. */
export function nameOf(directory: Directory, id: string): string {
  return directory.people.get(id)?.realName ?? id;
}

/** Up to two letters that stand in for a picture. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s._-]+/u).filter((word) => word !== '');
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map(
    (word) => Array.from(word ?? '')[0] ?? '',
  );
  return letters.join('').toUpperCase();
}
