// What is looked at before anything is judged: plain data, as it was at one moment.

import type { QueueState } from '../queue/queue-state.ts';
import type { LivingExecutor } from '../queue/executor.ts';
import type { SlackCalls } from '../slack/slack-calls.ts';

export type DatabaseFacts =
  | { readonly kind: 'away'; readonly say: string }
  | { readonly kind: 'read-only' }
  | {
      readonly kind: 'postgres' | 'embedded';
      readonly answeredMs: number;
      /** Of the whole server; the embedded database has one. */
      readonly connections: { readonly used: number; readonly most: number };
      /** How far its clock is ahead of this machine's; negative when it is behind. */
      readonly aheadMs: number;
      readonly queue: QueueState;
      readonly living: readonly LivingExecutor[];
    };

export interface SlackFacts extends SlackCalls {
  readonly mode: 'socket' | 'http';
  /** The ways in: sockets, or the listening address. */
  readonly connections: { readonly open: number; readonly wanted: number };
}

export interface Facts {
  readonly now: Date;
  readonly database: DatabaseFacts;
  readonly slack: SlackFacts;
  readonly runbooks: {
    readonly runbooks: number;
    readonly guides: number;
    readonly procedures: number;
    readonly problems: readonly { readonly file: string; readonly line: number; readonly say: string }[];
  };
  /** What is wrong in `opsbook.yaml`; what it said before still holds. */
  readonly settings: readonly {
    readonly file: string;
    readonly line: number;
    readonly say: string;
    readonly hint: string;
  }[];
  /** Targets that are switched off; `isUnset` when their team seems not to use them. */
  readonly targetsOff: readonly { readonly name: string; readonly say: string; readonly isUnset: boolean }[];
  /** This process among the living. */
  readonly executor: string;
  /** Of the embedded database's folder. */
  readonly freeBytes: number | undefined;
}
