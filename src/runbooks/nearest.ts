// The closest of some names to what a person typed, for "did you mean".

import { distance } from 'fastest-levenshtein';

/** Undefined when nothing is close enough to be meant: more than two letters away, or a third of the word when it is long. */
export function nearestOf(typed: string, names: readonly string[]): string | undefined {
  const wanted = typed.toLowerCase();
  const ranked = names
    .map((name) => ({ name, away: distance(wanted, name.toLowerCase()) }))
    .filter(({ name, away }) => away <= Math.max(2, Math.floor(Math.max(wanted.length, name.length) / 3)))
    .filter(({ name, away }) => away < Math.max(wanted.length, name.length))
    .sort((a, b) => a.away - b.away || (a.name < b.name ? -1 : 1));
  return ranked[0]?.name;
}
