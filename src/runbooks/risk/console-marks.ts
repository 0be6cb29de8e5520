// The marks of a program that opens a console unless it is told what to do: it waits for a person, and what follows is meant for it.

import type { Condition, MarkRule } from './tool.ts';

/** `what` names the console: "MongoDB". `when` says when it opens: with no `--eval`, with at most so many operands. */
export function consoleMarks(what: string, when: Condition): readonly MarkRule[] {
  return [
    { ...when, kind: 'interactive', say: `opens a console of ${what}` },
    { ...when, kind: 'elsewhere', say: `opens a console of ${what}: what follows is meant for it` },
  ];
}
