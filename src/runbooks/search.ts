// Finds procedures in memory, for when the database does not answer. The words are those of search-words.ts.

import type { Procedure } from './model.ts';
import { searchFields, type Weight } from './search-fields.ts';
import { type Wanted, wantedIn } from './search-words.ts';
import type { Found } from './shelf.ts';

const weights: Readonly<Record<Weight, number>> = { A: 8, B: 6, C: 3, D: 1 };

/** Best first; every word must occur somewhere, as part of a word at least. Without a text: all, by name. */
export function searchProcedures(all: Iterable<Found>, query: string): Procedure[] {
  const wanted = wantedIn(query);
  if (wanted.length === 0 && query.trim() !== '') return [];
  return [...all]
    .map((found) => ({ procedure: found.procedure, score: scoreOf(found, wanted) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || (a.procedure.name < b.procedure.name ? -1 : 1))
    .map(({ procedure }) => procedure);
}

function scoreOf(found: Found, wanted: readonly Wanted[]): number {
  const { A, B, C, D } = searchFields(found);
  const fields = [
    { text: A.toLowerCase(), weight: weights.A },
    { text: B.toLowerCase(), weight: weights.B },
    { text: C.toLowerCase(), weight: weights.C },
    { text: D.toLowerCase(), weight: weights.D },
  ];
  let score = 1;
  for (const ways of wanted) {
    const best = Math.max(...fields.map(({ text, weight }) => weight * Math.max(...ways.map((way) => hit(text, way)))));
    if (best === 0) return 0;
    score += best;
  }
  return score;
}

/** 2 when every word stands there by itself, 1 when they are parts of others, 0 when one is missing. */
function hit(text: string, way: readonly string[]): number {
  const hits = way.map((word) => {
    const found = text.includes(word) ? word : stemOf(word);
    const at = text.indexOf(found);
    if (at === -1) return 0;
    return isWordAt(text, at, found.length) ? 2 : 1;
  });
  return Math.min(...hits);
}

function isWordAt(text: string, at: number, length: number): boolean {
  const isLetter = (index: number): boolean => /[\p{Letter}\p{Number}]/u.test(text.charAt(index));
  return !isLetter(at - 1) && !isLetter(at + length);
}

/** Roughly what PostgreSQL does for English: `restarting` finds `restart`. */
function stemOf(word: string): string {
  return word.length < 6 ? word : word.replace(/(?:ings?|ed|es|s)$/, '');
}
