// One way to word a problem, so that `say` is always a sentence.

import type { Problem } from './model.ts';

/** `procedure` is the full name of the one that is left out because of it. */
export function problem(file: string, line: number, say: string, hint: string, procedure?: string): Problem {
  const sentence = `${say.charAt(0).toUpperCase()}${say.slice(1)}${/[.!?]$/.test(say) ? '' : '.'}`;
  const found = { file, line, say: sentence, hint };
  return procedure === undefined ? found : { ...found, procedure };
}
