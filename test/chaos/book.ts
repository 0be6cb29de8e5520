// What people did and whether Slack told them that it was taken: the only thing that a promise can be held against.

import type { Procedure } from './works.ts';

export interface WantedRun {
  readonly key: string;
  readonly procedure: Procedure;
  readonly isAcknowledged: boolean;
}

/** A text that has to stand somewhere once: the title of an incident, a note, an update. */
export interface Said {
  readonly kind: 'incident' | 'note' | 'update';
  readonly text: string;
  readonly isAcknowledged: boolean;
}

export interface Book {
  readonly runs: WantedRun[];
  readonly said: Said[];
  /** Clicks, by what became of them. */
  readonly clicks: { acknowledged: number; failed: number };
}

export function openBook(): Book {
  return { runs: [], said: [], clicks: { acknowledged: 0, failed: 0 } };
}
