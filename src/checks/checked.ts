// What a person is told of a system's checks: each with what was just found, or with its latest round.

import type { Procedure } from '../runbooks/model.ts';
import type { Outcome } from './carry-out.ts';
import type { CheckState } from './judge-thresholds.ts';

export interface Checked {
  readonly procedure: Procedure;
  readonly outcome: Outcome;
  /** Full names of procedures that may help. */
  readonly remedies: readonly string[];
}

/** One line about one system. */
export interface SystemState {
  readonly system: string;
  readonly title: string;
  readonly checks: number;
  /** Undefined before the first round. */
  readonly state: CheckState | undefined;
  /** The oldest of the latest rounds: as of when all of it was true. */
  readonly at: Date | undefined;
  /** Titles of the checks that are not well, worst first. */
  readonly bad: readonly string[];
}
