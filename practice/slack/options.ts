// What a local Slack is made from.

import type { Bench } from './bench.ts';
import type { Controls } from './controls.ts';
import type { Limits } from './web-api/rates.ts';

export interface PersonOption {
  /** The short name: `maria`. */
  readonly name: string;
  readonly realName?: string;
  /** The part this person plays, shown on the page: "on call". */
  readonly role?: string;
  readonly email?: string;
  /** A Slack user id; made from the name when absent. */
  readonly id?: string;
}

export interface GroupOption {
  /** Without `@`: `ace-oncall`. */
  readonly handle: string;
  readonly name?: string;
  readonly people: readonly string[];
  readonly id?: string;
}

export interface ChannelOption {
  /** Without `#`. */
  readonly name: string;
  readonly kind?: 'public' | 'private';
  /** Names of its members; everybody when absent. */
  readonly people?: readonly string[];
  /** Whether the app is a member from the start; true when absent. */
  readonly hasApp?: boolean;
  readonly topic?: string;
  readonly isArchived?: boolean;
}

export interface LocalSlackOptions {
  /** The path of a manifest in YAML, or the manifest itself. */
  readonly manifest: string | object;
  /** 0 or absent takes any free port. */
  readonly port?: number;
  readonly team?: string;
  readonly people: readonly PersonOption[];
  readonly groups?: readonly GroupOption[];
  /** `general` is always there. */
  readonly channels?: readonly ChannelOption[];
  /** Adds the channels whose names cause faults (faults.ts lists them), so that a person can use them by hand. */
  readonly withFaultChannels?: boolean;
  /** What can be practised on; the page has a panel for it. */
  readonly bench?: Bench;
  /** What practice can do to time and to the app; the panel has them too. */
  readonly controls?: Controls;
  /** A paid workspace, where channels may have canvases. */
  readonly hasCanvases?: boolean;
  /** Milliseconds since the epoch; decides message times and the expiry of triggers and response URLs. */
  readonly now?: () => number;
  readonly limits?: Limits;
  /** How long the app may take to acknowledge; Slack's 3000 ms when absent. */
  readonly ackDeadlineMs?: number;
  /** When an unacknowledged event is sent again, in ms after each failure; Slack's 0, 60 000, 300 000 when absent. */
  readonly eventRetryDelaysMs?: readonly number[];
}
