// One running local Slack as plain data. Every function of this folder takes the world it acts on; there is no global state.

import type { AppLink } from './app-link/link.ts';
import type { Bench } from './bench.ts';
import type { Changes } from './changes.ts';
import type { Controls } from './controls.ts';
import type { Faults } from './faults.ts';
import type { Forms } from './forms.ts';
import type { Grants } from './grants.ts';
import type { Manifest } from './manifest.ts';
import type { Book } from './record.ts';
import type { Rates } from './web-api/rates.ts';
import type { Tour } from './tour.ts';
import type { Workspace } from './workspace.ts';

export interface AppIdentity {
  readonly id: string;
  readonly botId: string;
  /** The user id under which the app posts. */
  readonly user: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  /** The old verification token that payloads still carry. */
  readonly verificationToken: string;
  readonly revokedTokens: Set<string>;
}

export interface World {
  readonly app: AppIdentity;
  readonly manifest: Manifest;
  readonly workspace: Workspace;
  readonly forms: Forms;
  readonly grants: Grants;
  readonly link: AppLink;
  readonly changes: Changes;
  readonly book: Book;
  readonly rates: Rates;
  readonly faults: Faults;
  readonly bench: Bench | undefined;
  /** What is being done on the bench, by system. */
  readonly benchWork: Map<string, string>;
  readonly controls: Controls | undefined;
  readonly controlsWork: { isBusy: boolean; trouble: string };
  tour: Tour | undefined;
  readonly now: () => number;
  readonly ackDeadlineMs: number;
  readonly eventRetryDelaysMs: readonly number[];
  /** `http://127.0.0.1:<port>`, known once the server listens. */
  origin: string;
}
