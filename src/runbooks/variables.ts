// `${NAME}` in front matter: which variables a text needs, and how they are filled in.

const place = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/** The names in the order they stand, each once. */
export function variablesIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(place)].map((match) => match[1] ?? ''))];
}

/** Whether a `${` stands in the text that is no `${NAME}`. */
export function strayVariable(text: string): boolean {
  return text.replace(place, '').includes('${');
}

/** Puts each variable's value in its place; a missing one becomes empty, so ask `variablesIn` first. */
export function expandVariables(text: string, environment: Readonly<Record<string, string | undefined>>): string {
  return text.replace(place, (_found, name: string) => environment[name] ?? '');
}

/** The same, for the moment of use: throws with a sentence that names every variable that is missing. */
export function expandOrSay(text: string, environment: Readonly<Record<string, string | undefined>>): string {
  const missing = variablesIn(text).filter((name) => (environment[name] ?? '') === '');
  if (missing.length > 0)
    throw new Error(
      `${missing.map((name) => missingInWords(name, environment)).join(', ')} is not set. Set it and restart Opsbook.`,
    );
  return expandVariables(text, environment);
}

/** Where a file was to hold its value, the file is what has to be looked at. */
export function missingInWords(name: string, environment: Readonly<Record<string, string | undefined>>): string {
  const file = environment[`${name}_FILE`] ?? '';
  return file === '' ? name : `${name} (${name}_FILE names ${file}, which cannot be read)`;
}
