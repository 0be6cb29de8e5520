// What the practice application and the process that started it tell each other. It is bundled into the application.

import * as z from 'zod/mini';

/** What the application does wrong from now on, until it is started anew. */
export const trouble = z.enum([
  'process-hung',
  'breaker-stuck-open',
  'image-provider-down',
  'high-error-rate',
  'slow-generation',
  'websockets-refused',
  'websocket-crowd',
]);
export type Trouble = z.infer<typeof trouble>;

export const listening = z.object({
  kind: z.literal('listening'),
  port: z.number(),
  release: z.string(),
  revision: z.string(),
});
export type Listening = z.infer<typeof listening>;

export const fromServer = z.discriminatedUnion('kind', [listening, z.object({ kind: z.literal('troubled'), trouble })]);
