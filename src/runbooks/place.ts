// What a step's reading needs to know of the procedure around it, and where its problems go.

import type { Classifiers } from './classifiers.ts';
import type { TargetDeclaration } from './model.ts';

/** Notes a problem. `line` is the page's; a full stop is added to `say` where it has none. */
export type Report = (line: number, say: string, hint: string) => void;

export interface Place {
  readonly system: string;
  readonly targets: Readonly<Record<string, TargetDeclaration>>;
  readonly brokenTargets: readonly string[];
  readonly approvers: readonly string[];
  /** The declared parameters. */
  readonly parameters: readonly string[];
  /** The ids of all procedures of the page, broken ones included. */
  readonly procedureIds: readonly string[];
  /** The procedure's own limit, milliseconds. */
  readonly timeoutMs: number;
  /** Names that the steps before save. */
  readonly saved: readonly string[];
  /** The choices before, by name, with the values of their options. */
  readonly choices: ReadonlyMap<string, readonly string[]>;
  readonly classifiers: Classifiers;
  readonly report: Report;
}

/** Reports a name that no parameter has. `where` is "The path". */
export function reportUndeclared(place: Place, line: number, name: string): void {
  const known = place.parameters.map((parameter) => `\`${parameter}\``).join(', ');
  const hint =
    known === '' ? 'Declare it under params in the procedure block.' : `Declare it under params; there: ${known}.`;
  place.report(line, `\`${name}\` is no parameter of this procedure`, hint);
}
