// What carrying out a check's steps once gives. Where it happens is duties/measure.ts.

import type { Plan } from '../runbooks/planned.ts';

export type Measured =
  /** What the steps saved, with secrets taken out. */
  | { readonly kind: 'measured'; readonly values: Readonly<Record<string, unknown>>; readonly tookMs: number }
  /** A sentence that says what stood in the way. */
  | { readonly kind: 'unknown'; readonly say: string; readonly tookMs: number };

/** Carries out the reads of a plan, in order. Rejects at a shutdown only. */
export type Measure = (plan: Plan, limitMs?: number) => Promise<Measured>;
