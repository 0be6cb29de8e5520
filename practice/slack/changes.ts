// Everything that happens in the workspace is announced here once: the page, the events for the app and the tests' `until` listen.

import type { BenchState, ControlsState, TourState, WireEntry } from './page/protocol.ts';
import type { JsonRecord } from './json-values.ts';
import type { Conversation, StoredMessage } from './workspace.ts';

export type Change =
  | { readonly kind: 'message'; readonly message: StoredMessage }
  | { readonly kind: 'message-gone'; readonly message: StoredMessage }
  | { readonly kind: 'channel'; readonly conversation: Conversation }
  /** Somebody has come into a conversation, and may read what was said before. */
  | { readonly kind: 'joined'; readonly conversation: Conversation; readonly person: string }
  | { readonly kind: 'modals'; readonly person: string }
  | { readonly kind: 'home'; readonly person: string }
  | {
      readonly kind: 'form-errors';
      readonly person: string;
      readonly viewId: string;
      readonly errors: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'notice'; readonly person: string; readonly channel: string; readonly text: string }
  | { readonly kind: 'wire'; readonly entry: WireEntry }
  | { readonly kind: 'bench'; readonly state: BenchState }
  | { readonly kind: 'controls'; readonly state: ControlsState }
  | { readonly kind: 'tour'; readonly state: TourState }
  /** Somebody has opened a file. */
  | { readonly kind: 'file-read'; readonly file: string }
  | { readonly kind: 'refusal' }
  | { readonly kind: 'connections' }
  /** Something the Events API tells an app about; `place` is the conversation it happened in. */
  | { readonly kind: 'event'; readonly event: JsonRecord; readonly place?: Conversation };

export interface Changes {
  readonly announce: (change: Change) => void;
  /** Calls back after every change, until the returned function is called. */
  readonly listen: (heard: (change: Change) => void) => () => void;
}

export function makeChanges(): Changes {
  const listeners = new Set<(change: Change) => void>();
  return {
    announce: (change) => {
      for (const heard of listeners) heard(change);
    },
    listen: (heard) => {
      listeners.add(heard);
      return () => {
        listeners.delete(heard);
      };
    },
  };
}
