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
