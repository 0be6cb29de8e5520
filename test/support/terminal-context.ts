// A terminal that nobody watches, for verbs that a test calls by itself: what they print is kept line by line.

import type { CliContext } from '../../src/cli/cli-command.ts';

export function terminalContext(
  environment: CliContext['environment'],
  isJson = false,
): CliContext & { readonly lines: readonly string[] } {
  const lines: string[] = [];
  const print = (line: string): void => void lines.push(line);
  return {
    environment,
    lines,
    print,
    isJson,
    refuse: (sentence) => {
      print(sentence);
      return 1;
    },
    screen: { isWatched: false, width: undefined, paint: (_tone, text) => text, passing: () => undefined },
  };
}
