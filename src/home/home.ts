// What the home page tells one person: what waits for them, what is open, what they may run, and how the systems are.

import type { SystemState } from '../checks/checked.ts';
import type { ListedItem } from '../incidents/action-items.ts';
import type { Incident } from '../incidents/incident.ts';
import type { Risk } from '../runbooks/model.ts';
import type { Run } from '../runs/run.ts';

export interface ShownRun {
  readonly run: Run;
  /** The message where this person reads of it; undefined as long as there is none. */
  readonly card: { readonly channel: string; readonly ts: string } | undefined;
}

export type Waiting =
  | ({ readonly kind: 'approval'; readonly until: Date } & ShownRun)
  /** Slack did not say who may decide on so many. */
  | { readonly kind: 'unclear'; readonly approvals: number }
  /** A run of theirs, or of an incident in which they have a role, that goes on when somebody says so. */
  | ({ readonly kind: 'run' } & ShownRun)
  | { readonly kind: 'role'; readonly incident: Incident; readonly role: string }
  | { readonly kind: 'postmortem'; readonly incident: Incident; readonly dueAt: Date }
  | { readonly kind: 'item'; readonly item: ListedItem };

export interface Startable {
  readonly name: string;
  readonly title: string;
  readonly risk: Risk;
}

/** Lists are whole unless a number beside them says how many there are. */
export interface Home {
  /** The most urgent first. */
  readonly waiting: readonly Waiting[];
  readonly incidents: readonly Incident[];
  readonly openIncidents: number;
  readonly runs: readonly ShownRun[];
  /** The ones that are run most, first. */
  readonly mayRun: readonly Startable[];
  readonly procedures: number;
  /** Systems with checks, the worst first. */
  readonly checks: readonly SystemState[];
  /** How many findings there are in the runbooks. */
  readonly problems: number;
}
