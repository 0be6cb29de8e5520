// What the stand-in programs of ACE act on.

import type { Deployment } from './deployment.ts';

export interface Commanded {
  readonly deployment: Deployment;
  readonly now: () => Date;
  /** The last lines of the application's log, all of them when `lines` is absent. */
  readonly log: (lines?: number) => string;
  readonly residentBytes: () => Promise<number>;
}
