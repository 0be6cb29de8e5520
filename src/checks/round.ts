// A carrying out of a check as the database keeps it.

import { z } from 'zod';
import { checkState } from './judge-thresholds.ts';

export const roundRow = z.object({
  id: z.number(),
  system: z.string(),
  procedure: z.string(),
  title: z.string(),
  /** Null when somebody asked for it. */
  slot: z.date().nullable(),
  missed: z.number(),
  at: z.date(),
  tookMs: z.number(),
  state: checkState,
  say: z.string(),
  /** The first round of the time in which it was bad; null while it is well. */
  episode: z.number().nullable(),
});
export type Round = z.infer<typeof roundRow>;

export const resultRow = z.object({
  round: z.number(),
  metric: z.string(),
  value: z.number().nullable(),
  shown: z.string(),
  state: checkState,
  say: z.string(),
});
export type Result = z.infer<typeof resultRow>;

export interface RoundView {
  readonly round: Round;
  readonly results: readonly Result[];
}
