// Questions about the variables of a script that runbooks ask: which it takes from outside, and which it would split into words.

import type { Parsers } from './parsers.ts';
import { variableUses } from './variable-uses.ts';

export interface VariableUse {
  readonly name: string;
  /** Counts from 1. */
  readonly line: number;
}

/**
 * The variables that the script's own shell expands and does not set earlier: `$name` and `${name}` outside single quotes.
 * Each use is listed; positional and special parameters (`$1`, `$?`) are not.
 */
export function variablesUsed(parsers: Parsers, script: string): VariableUse[] {
  return usesOf(parsers, script).map(({ name, line }) => ({ name, line }));
}

/** The uses of these variables outside double quotes, where a blank or a `*` in the value would become several words. */
export function unquotedVariables(parsers: Parsers, script: string, names: readonly string[]): VariableUse[] {
  const isOpenUse = (use: { readonly name: string; readonly isSplit: boolean }) =>
    use.isSplit && names.includes(use.name);
  return usesOf(parsers, script)
    .filter(isOpenUse)
    .map(({ name, line }) => ({ name, line }));
}

function usesOf(parsers: Parsers, script: string): ReturnType<typeof variableUses> {
  const parsed = parsers.shell(script);
  return parsed.ok ? variableUses(parsed.root) : [];
}
