// What the demo and the process of its bot say to each other. Every order is answered once, in turn; an empty `trouble` means done.

import { z } from 'zod';

const order = z.discriminatedUnion('kind', [
  /** Opens the database in this folder, with a clock that is held. */
  z.object({ kind: z.literal('open'), folder: z.string() }),
  /** Starts the bot; one that runs already is stopped first. */
  z.object({ kind: z.literal('start'), environment: z.record(z.string(), z.string()) }),
  z.object({ kind: z.literal('move'), ms: z.number().int() }),
  /** Answered when nothing is due that is not done. */
  z.object({ kind: z.literal('rest') }),
  /** From now on the process kills itself in the middle of the next step that nobody can ask afterwards whether it happened. */
  z.object({ kind: z.literal('arm') }),
  /** It lives on after all. */
  z.object({ kind: z.literal('disarm') }),
]);
export type Order = z.infer<typeof order>;

export const sentOrder = z.object({ id: z.number(), order });
export const answer = z.object({ id: z.number(), trouble: z.string() });
