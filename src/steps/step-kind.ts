// The contract of a step kind: one file in this folder exports one StepKind. A step kind acts on a target once and says what
// came of it as a value; whether it may act at all, how often, and what is recorded is decided elsewhere (runs/attempt.ts).

import type { PlannedExecutable } from '../runbooks/planned.ts';
import type { SqlReading } from '../runbooks/risk/sql-preview.ts';

/** JSON as it comes back from a system. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What `expect`, `save` and `when` can see of a step; only what its kind produces is set. */
export interface Facts {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: Json;
  readonly text?: string;
  readonly rows?: readonly Json[];
  readonly value?: number;
  readonly exit?: number;
}

export type StepOutcome =
  /** The target answered. Whether that is a success is for `expect` to say, or for `accepted` when there is none. */
  | { readonly kind: 'answered'; readonly facts: Facts; readonly output: string; readonly accepted: boolean }
  /** It certainly did not happen, or happened and was rolled back: refused connection, unknown host, max_rows. */
  | { readonly kind: 'failed'; readonly say: string; readonly output: string }
  /** It was begun and its end is unknown: time limit, connection lost after sending, cancelled while it ran. */
  | { readonly kind: 'unknown'; readonly say: string; readonly output: string };

export interface StepContext {
  /** Fills in `${NAME}` from the environment. Throws with a sentence that names a missing variable. */
  readonly expand: (template: string) => string;
  /** Aborted on cancel and at shutdown: stop what was started, as a group, and answer `unknown`. */
  readonly signal: AbortSignal;
  /** The most output kept, in UTF-8 bytes; what is beyond it is dropped from the middle, and the output says how much. */
  readonly outputLimit: number;
  /** How many rows a `tolerance` lets the step change, and how many its preview counted; absent when there was no such count. */
  readonly tolerated?: { readonly rows: number; readonly counted: number };
}

/** What is known of a step before it is run. Looking changes nothing. */
export type Preview =
  /** What a read step gives at this moment. `headline` is a few words: "HTTP 200". */
  | { readonly kind: 'seen'; readonly headline: string; readonly text: string; readonly facts: Facts }
  /** The rows that it would change now, all in all and by statement; null where the database counts none. */
  | { readonly kind: 'counted'; readonly rows: number; readonly statements: readonly StatementCount[] }
  /** It cannot be known before. Part of a sentence, which says why. */
  | { readonly kind: 'none'; readonly say: string }
  /** It could not be looked at, or would fail as things are. A sentence. */
  | { readonly kind: 'unseen'; readonly say: string };

export interface StatementCount {
  /** The first word of PostgreSQL's command tag: `UPDATE`. */
  readonly command: string;
  readonly rows: number | null;
}

export interface PreviewContext extends StepContext {
  /** Whether a statement may be tried out in a transaction that is rolled back, and the names in it. */
  readonly readSql: (text: string) => SqlReading;
}

export interface StepKind<S extends PlannedExecutable> {
  readonly kind: S['kind'];
  /** Does it once. Never throws for what a target does; a throw is a bug. */
  run(step: S, context: StepContext): Promise<StepOutcome>;
  /** After a crash: did it happen? `undefined` when the step has no probe or the probe itself could not tell. */
  probe(step: S, context: StepContext): Promise<boolean | undefined>;
  /** Looks without changing anything: a read step is carried out, of any other what can be known is told. Never throws for what a target does. */
  preview(step: S, context: PreviewContext): Promise<Preview>;
}
