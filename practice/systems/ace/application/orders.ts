// What the practice tools and faults tell the running application, over its IPC channel. Each order is answered when it is done.

import * as z from 'zod/mini';
import { breakerNames } from './breaker.ts';

export const order = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open-breaker'), isStuck: z.boolean(), openedAt: z.number() }),
  z.object({ kind: z.literal('reset-breakers'), names: z.array(z.enum(breakerNames)) }),
  z.object({ kind: z.literal('provider-out'), until: z.number() }),
  z.object({ kind: z.literal('read-index') }),
  z.object({ kind: z.literal('leak'), bytes: z.number() }),
  z.object({ kind: z.literal('hang') }),
]);

export type Order = z.infer<typeof order>;

/** What crosses to the application. */
export const numberedOrder = z.object({ number: z.number(), order });

export const listening = z.object({
  kind: z.literal('listening'),
  port: z.number(),
  version: z.string(),
  revision: z.string(),
});

/** What comes back. */
export const report = z.discriminatedUnion('kind', [
  listening,
  z.object({ kind: z.literal('done'), number: z.number() }),
]);

export type Listening = z.infer<typeof listening>;
