// A stand-in for a program that a runbook calls. It acts on its practice system and on nothing else.

import type { Answer } from './answer.ts';

/** One call of it, as a shell made it. */
export interface Call {
  readonly args: readonly string[];
  /** The folder that the shell stood in, somewhere inside the system's own. */
  readonly cwd: string;
  /** What was piped in, for a tool that reads it. */
  readonly stdin: string;
  /** Aborted when whoever asked has gone. */
  readonly signal: AbortSignal;
}

export interface Tool {
  /** As a shell finds it, e.g. `kubectl`. */
  readonly name: string;
  /** Whether a call with these arguments reads its standard input to the end. No call does when it is absent. */
  readonly readsStdin?: (args: readonly string[]) => boolean;
  readonly run: (call: Call) => Answer | Promise<Answer>;
}
