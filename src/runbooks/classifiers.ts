// What the parser needs to know about a text's effect. The real parsers stand behind this, in risk/; nothing here reads a file.

import type { Verdict } from './model.ts';

export type SplitStatements =
  | { readonly ok: true; readonly statements: readonly string[] }
  /** `line` counts from 1 inside the text. */
  | { readonly ok: false; readonly say: string; readonly line: number };

export interface Classifiers {
  /** A block as it is shown, prompts and output among its commands. */
  shell(block: string): Verdict;
  /** A script that runs exactly as it stands. */
  script(script: string): Verdict;
  /** Takes SQL with `$1…` in place of `:name`. */
  sql(text: string): Verdict;
  http(method: string, path: string, headers?: readonly { readonly name: string; readonly value: string }[]): Verdict;
  promql(query: string): Verdict;
  splitSql(text: string): SplitStatements;
  /** What the script expands without having set it before. `line` counts from 1 inside the script. */
  variablesUsed(script: string): readonly { readonly name: string; readonly line: number }[];
  /** Uses of the named variables that the shell would split into words. `line` counts from 1 inside the script. */
  unquotedVariables(
    script: string,
    names: readonly string[],
  ): readonly { readonly name: string; readonly line: number }[];
}
