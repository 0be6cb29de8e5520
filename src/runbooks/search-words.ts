// The words by which procedures are found. Names of alerts, metrics and programs are known whole and in their parts: `OOMKilled` is
// also `oom killed`, and `kube-proxy` also `kubeproxy`. Pure; what is written and what is asked for go through the same.

/** One thing that was typed: every word of one of the ways has to be there. */
export type Wanted = readonly (readonly string[])[];

// Longer ones are keys and encoded data, for which nobody searches.
const longestWord = 60;
const longestQuery = 500;
const mostWanted = 12;
const mostParts = 5;

const compound = /[\p{Letter}\p{Mark}\p{Number}]+(?:[-_.'’][\p{Letter}\p{Mark}\p{Number}]+)*/gu;

/** Without the words that say nothing by themselves, unless there are no others. Empty when nothing in the text is a word. */
export function wantedIn(query: string): Wanted[] {
  const typed = compoundsIn(query.slice(0, longestQuery));
  const telling = typed.filter((word) => !silent.has(word.toLowerCase()));
  return (telling.length > 0 ? telling : typed)
    .map(waysOf)
    .filter((ways) => ways.length > 0)
    .slice(0, mostWanted);
}

/** Every word of a text, and every part of the names in it. */
export function wordsIn(text: string): string[] {
  return compoundsIn(text).flatMap((word) => waysOf(word).flat());
}

function compoundsIn(text: string): string[] {
  return text.normalize('NFKC').match(compound) ?? [];
}

function waysOf(word: string): Wanted {
  if (/^[a-z]{1,60}$/.test(word)) return [[word]];
  const parts = partsOf(word).map((part) => part.toLowerCase());
  const isName = parts.length > 1 && parts.length <= mostParts;
  const ways = isName ? [[parts.join('')], parts] : [parts];
  return ways.filter((way) => way.every(({ length }) => length <= longestWord));
}

function partsOf(word: string): string[] {
  return word
    .replace(/(\p{Lowercase_Letter}|\p{Number})(\p{Uppercase_Letter})/gu, '$1-$2')
    .replace(/(\p{Uppercase_Letter})(\p{Uppercase_Letter}\p{Lowercase_Letter})/gu, '$1-$2')
    .replace(/(\p{Letter}{2})(\p{Number})/gu, '$1-$2')
    .split(/[-_.'’]/);
}

const silent = new Set(
  (
    'a an and are at be by can do does for from has have how i if in is it its my of on or our so that the there ' +
    'this to was we were what when where which why with you'
  ).split(' '),
);
