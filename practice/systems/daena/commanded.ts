// What the stand-in programs of Daena act on.

import type { Deployment, Secrets } from './deployment.ts';
import type { Home } from './places.ts';

export interface Commanded {
  readonly files: Home;
  readonly deployment: Deployment;
  readonly secrets: Secrets;
  readonly now: () => Date;
  /** The last lines of the process's log. */
  readonly log: (lines: number) => string;
}
