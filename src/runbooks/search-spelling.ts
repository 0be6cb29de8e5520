// What somebody may have meant who mistyped a word, going by the words in names, titles, alerts and symptoms. Pure.

import { nearestOf } from './nearest.ts';
import { wordsIn } from './search-words.ts';
import type { Found } from './shelf.ts';

// The nearest to a shorter word is chance.
const shortest = 4;

/** The words that stand in front: those of the steps are too many to be meant. */
export function frontWords(all: Iterable<Found>): ReadonlySet<string> {
  const words = new Set<string>();
  for (const { procedure } of all) {
    const front = [procedure.name, procedure.title, ...procedure.alerts, ...procedure.symptoms];
    for (const word of wordsIn(front.join(' '))) if (word.length >= shortest) words.add(word);
  }
  return words;
}

/** The query with the nearest known word in place of each unknown one; undefined when there is nothing to put right. */
export function respell(query: string, known: ReadonlySet<string>): string | undefined {
  const names = [...known];
  let changed = false;
  const words = [...new Set(wordsIn(query.slice(0, 200)))].slice(0, 8).map((word) => {
    const isKnown = word.length < shortest || known.has(word);
    const meant = isKnown ? undefined : nearestOf(word, names);
    changed ||= meant !== undefined;
    return meant ?? word;
  });
  return changed ? words.join(' ') : undefined;
}
