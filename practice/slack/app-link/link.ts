// The link between the workspace and the app: its sockets and what waits for an acknowledgement. Data only.

import type { WebSocket } from 'ws';
import type { JsonRecord } from '../json-values.ts';

type EnvelopeKind = 'slash_commands' | 'interactive' | 'events_api';

export interface Envelope {
  readonly kind: EnvelopeKind;
  readonly payload: JsonRecord;
  /** Whether the acknowledgement may carry an answer. */
  readonly acceptsResponse: boolean;
  /** Counts from 0; above 0 the event was delivered before and not acknowledged. */
  readonly attempt: number;
  readonly retryReason: string;
}

export type Acknowledgement =
  | { readonly kind: 'acknowledged'; readonly payload: JsonRecord }
  /** Delivered, and not acknowledged in time. */
  | { readonly kind: 'missed' }
  /** Nothing is connected, or nothing listens at the request URL. */
  | { readonly kind: 'unreachable' }
  /** The request URL answered with something that is no acknowledgement. */
  | { readonly kind: 'failed'; readonly reason: string };

export interface Connection {
  /** Counts from 1 over the life of the workspace. */
  readonly number: number;
  readonly socket: WebSocket;
  /** Neither hears nor is heard, like a cable that was pulled. */
  isDeaf: boolean;
  /** It was told to go; it gets nothing more. */
  isLeaving: boolean;
  lastPongAt: number;
}

interface Pending {
  readonly envelope: Envelope;
  readonly connection: number;
  readonly sentAt: number;
  readonly settle: (acknowledgement: Acknowledgement) => void;
}

export interface AppLink {
  readonly tickets: Set<string>;
  readonly connections: Connection[];
  readonly pending: Map<string, Pending>;
  /** Envelopes that are over: acknowledged, or too late for it. */
  readonly settled: Map<string, 'acknowledged' | 'missed'>;
  /** Events that found nothing connected; they go out at the next hello. */
  readonly waiting: (() => void)[];
  readonly timers: Set<NodeJS.Timeout>;
  served: number;
  turn: number;
  requestUrl: string | undefined;
}

export function makeLink(): AppLink {
  return {
    tickets: new Set(),
    connections: [],
    pending: new Map(),
    settled: new Map(),
    waiting: [],
    timers: new Set(),
    served: 0,
    turn: 0,
    requestUrl: undefined,
  };
}

/** Runs something later, unless the link is stopped before. */
export function later(link: AppLink, delayMs: number, act: () => void): NodeJS.Timeout {
  const timer = setTimeout(() => {
    link.timers.delete(timer);
    act();
  }, delayMs);
  link.timers.add(timer);
  return timer;
}

export function cancel(link: AppLink, timer: NodeJS.Timeout): void {
  clearTimeout(timer);
  link.timers.delete(timer);
}
