// Which values are allowed beforehand, as people read it. Pure.

import type { Ranges } from '../runbooks/ranges.ts';

/** "revision any · count 1 to 10 · mode fast or slow" */
export function rangesInWords(allowed: Ranges): string {
  const words = Object.entries(allowed).map(([name, of]) => {
    switch (of.kind) {
      case 'any':
        return `${name} any`;
      case 'values':
        return `${name} ${of.values.map(String).join(' or ')}`;
      case 'between':
        return `${name} ${of.from} to ${of.to}`;
    }
  });
  return words.length === 0 ? 'no parameters' : words.join(' · ');
}
