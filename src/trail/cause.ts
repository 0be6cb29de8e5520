// What a piece of work follows from. Jobs and runs carry it, so that one id leads from a click to its effect, whichever process acts.

import { createHash } from 'node:crypto';
import { z } from 'zod';

export const cause = z.object({
  /** The request of Slack's that brought it about. */
  request: z.string(),
  /** The one that made the run, where another let it go on. */
  made: z.string().optional(),
});
export type Cause = Readonly<z.infer<typeof cause>>;

/** 32 hexadecimal digits out of Slack's trigger id: the same in every process, and the id of the request's trace too. */
export function requestIdOf(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 32);
}
