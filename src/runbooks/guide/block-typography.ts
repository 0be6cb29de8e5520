// Characters that an editor put in for others: to the program that reads them they are letters. Refused with their place, never mended.

const typeset =
  /[\u2010-\u2015\u2212\u2018-\u201F\u00A0\u1680\u2000-\u200D\u2028-\u202F\u205F-\u2064\u2066-\u206F\u3000\uFEFF\uFF01-\uFF5E\u00AD]/;
const names: readonly (readonly [RegExp, string])[] = [
  [/[\u2010-\u2015\u2212]/, 'a typeset dash'],
  [/[\u2018-\u201F]/, 'a curly quote'],
  [/[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/, 'a blank that is no ordinary space'],
  [/[\uFF01-\uFF5E]/, 'a full-width sign'],
];

/** Quoted text that a person will see may hold any visible character, other quoted text any that is no blank. */
type Place = 'code' | 'quoted' | 'shown' | 'ignored';

const unseen = /[\u200B\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/;
const blank = /[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/;

/** The first such character of a text, in a sentence with its line and column (both count from 1); `letterAt` says what stands there. */
export function typographyFault(text: string, letterAt: (line: number, column: number) => Place): string | undefined {
  let line = 1;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '\n') {
      line += 1;
      start = at + 1;
    } else if (character > '\u009F' && typeset.test(character)) {
      const where = letterAt(line, at - start + 1);
      if (
        where === 'ignored' ||
        (where === 'shown' && !unseen.test(character)) ||
        (where === 'quoted' && !unseen.test(character) && !blank.test(character))
      )
        continue;
      return say(character, line, at - start + 1);
    }
  }
  return undefined;
}

function say(character: string, line: number, column: number): string {
  const what = names.find(([pattern]) => pattern.test(character))?.[1] ?? 'an invisible character';
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  return `Line ${line} holds ${what} (${code}) in column ${column}: type it again as plain text`;
}
