// `{{name}}` in a text: where the names are, and how they are filled in.

import type { ParameterValue } from './model.ts';

const place = /\{\{\s*([A-Za-z_]\w*)\s*\}\}/g;

/** The names in the order they stand, repeats included. */
export function namesIn(text: string): readonly string[] {
  return [...text.matchAll(place)].map((match) => match[1] ?? '');
}

/** Whether a `{{` stands in the text that holds no name. */
export function strayBraces(text: string): boolean {
  return text.replace(place, '').includes('{{');
}

/** Thrown inside a fill, caught at its end: the sentence is what the person reads. */
export class CannotFill extends Error {
  override readonly name = 'CannotFill';
}

/** Puts `write(value, name)` in each name's place. `write` also learns where in the text the place begins. */
export function fill(
  text: string,
  values: ReadonlyMap<string, ParameterValue>,
  write: (value: ParameterValue, name: string, at: number) => string,
): string {
  return text.replace(place, (_found, name: string, at: number) => {
    const value = values.get(name);
    if (value === undefined) throw new CannotFill(`The parameter \`${name}\` has no value.`);
    if (/[\ud800-\udfff]/u.test(String(value))) {
      throw new CannotFill(`\`${name}\` holds half a character. Give the value again.`);
    }
    return write(value, name, at);
  });
}
