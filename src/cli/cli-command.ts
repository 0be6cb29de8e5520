// What a terminal verb is: a value. A file of this folder exports it as `command`; the exit code is its answer.

import type { Environment } from '../config.ts';
import type { Screen } from './screen.ts';

export interface CliContext {
  readonly environment: Environment;
  /** One line to standard output. */
  readonly print: (line: string) => void;
  /** Why nothing was done, in one sentence; 1, the exit code for that. */
  readonly refuse: (sentence: string) => 1;
  /** With `--json`, one document is all that is printed. */
  readonly isJson: boolean;
  readonly screen: Screen;
}

/** How a verb ends that is not wrong and not done: what it is about waits for a person, or for a bot. */
export const waits = 3;

export interface CliOption {
  readonly flags: string;
  readonly describe: string;
}

/** Of every verb that tells facts. */
export const jsonOption: CliOption = { flags: '--json', describe: 'one JSON document' };

export interface CliCommand {
  /** One or two words: `audit verify`. */
  readonly name: string;
  readonly describe: string;
  readonly options?: readonly CliOption[];
  readonly arguments?: string;
  /** 0 all is well, 1 problems were found or nothing was done, 3 it waits. Throw CannotStart for what could not be run (2). */
  readonly act: (
    words: readonly string[],
    options: Readonly<Record<string, unknown>>,
    context: CliContext,
  ) => Promise<number>;
}
