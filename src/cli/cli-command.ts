// What a terminal verb is: a value. A file of this folder exports it as `command`; the exit code is its answer.

import type { Environment } from '../config.ts';

export interface CliContext {
  readonly environment: Environment;
  /** One line to standard output. */
  readonly print: (line: string) => void;
}

export interface CliCommand {
  /** One or two words: `audit verify`. */
  readonly name: string;
  readonly describe: string;
  readonly options?: readonly { readonly flags: string; readonly describe: string }[];
  readonly arguments?: string;
  /** 0 all is well, 1 problems were found. Throw CannotStart for what could not be run (2). */
  readonly act: (
    words: readonly string[],
    options: Readonly<Record<string, unknown>>,
    context: CliContext,
  ) => Promise<number>;
}
