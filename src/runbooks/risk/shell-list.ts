// Shell lines that stand in quotes in a list: `commands=["df -h","ls"]`, `{"commands": ["df -h"]}`; without quotes, `commands=df -h`.

/** The lines, one below the other. Keys of a JSON object are left out; a quote that is never closed takes the rest. */
export function shellLines(text: string): string {
  const strings = [...text.matchAll(/"((?:[^"\\]|\\[\s\S])*)(?:"|\\?$)(\s*:)?/g)];
  const quoted = strings.flatMap(([, line = '', colon]) =>
    colon === undefined ? [line.replace(/\\([\s\S])/g, '$1')] : [],
  );
  return quoted.length > 0 ? quoted.join('\n') : text.replace(/^\s*\w+=/, '').replace(/^\[|\]$/g, '');
}
