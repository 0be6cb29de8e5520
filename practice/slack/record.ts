// What went over the wire, and every rule that was broken. Tokens are masked before anything is kept; the log is bounded.

import type { WireEntry } from './page/protocol.ts';
import type { Changes } from './changes.ts';

const WIRE_ENTRIES = 500;
const BODY_CHARACTERS = 20_000;

/** A refused call or a broken rule. Tests read these: one that no test expected is a bug of the app. */
export interface SlackRefusal {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The Web API method, or `ack`, `response_url`, `socket`, `request_url`. */
  readonly what: string;
  /** Slack's error name, e.g. `missing_scope`, or the stand-in's: `missed_ack`, `double_ack`, `late_ack`. */
  readonly error: string;
  /** A sentence with the particulars. */
  readonly detail: string;
}

export interface Book {
  readonly wire: WireEntry[];
  readonly refusals: SlackRefusal[];
  readonly log: (entry: Omit<WireEntry, 'at' | 'body'>, body: unknown) => void;
  readonly refuse: (what: string, error: string, detail: string) => void;
}

/** Replaces the secret part of Slack tokens. */
function maskTokens(text: string): string {
  return text.replace(/\b(xox[a-z]|xapp)-[\w-]+/g, '$1-…');
}

export function makeBook(changes: Changes, now: () => number): Book {
  const wire: WireEntry[] = [];
  const refusals: SlackRefusal[] = [];
  return {
    wire,
    refusals,
    log: (entry, body) => {
      const text = typeof body === 'string' ? body : (JSON.stringify(body, undefined, 2) ?? '');
      const shown =
        text.length > BODY_CHARACTERS ? `${text.slice(0, BODY_CHARACTERS)}\n… ${text.length} characters` : text;
      const whole: WireEntry = { at: new Date(now()).toISOString(), ...entry, body: maskTokens(shown) };
      wire.push(whole);
      if (wire.length > WIRE_ENTRIES) wire.shift();
      changes.announce({ kind: 'wire', entry: whole });
    },
    refuse: (what, error, detail) => {
      refusals.push({ at: now(), what, error, detail: maskTokens(detail) });
      changes.announce({ kind: 'refusal' });
    },
  };
}
