// What somebody asked for, in the syntax of PostgreSQL's full text search. The words hold nothing but letters and digits, so nothing in
// them is syntax. Pure.

import type { Wanted } from '../runbooks/search-words.ts';
import type { Asked } from './words-store.ts';

// The beginning of a word that is a single letter says nothing.
const shortestBeginning = 2;

export function askFor(wanted: Wanted): Asked {
  return {
    plain: either(wanted, (word) => (word.length < shortestBeginning ? `'${word}'` : `'${word}':*`)),
    stems: either(wanted, (word) => `'${word}'`),
  };
}

function either(ways: Wanted, write: (word: string) => string): string {
  return ways.map((way) => `(${way.map(write).join(' & ')})`).join(' | ');
}
