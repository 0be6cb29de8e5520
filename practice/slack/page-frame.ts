// The frames a page may send, checked before anything acts on them.

import { z } from 'zod';
import type { FromPage } from './page/protocol.ts';

const state = z.record(z.string(), z.record(z.string(), z.unknown()));
const at = { channel: z.string(), ts: z.string() };

const frame = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('type'), channel: z.string(), text: z.string(), threadTs: z.string().exactOptional() }),
  z.object({
    kind: z.literal('action'),
    place: z.union([z.object({ ...at, isEphemeral: z.boolean() }), z.object({ viewId: z.string() })]),
    blockId: z.string(),
    actionId: z.string(),
    value: z.record(z.string(), z.unknown()),
    state,
  }),
  z.object({ kind: z.literal('submit'), viewId: z.string(), state }),
  z.object({ kind: z.literal('close'), viewId: z.string() }),
  z.object({ kind: z.literal('open-home') }),
  z.object({ kind: z.literal('join'), channel: z.string() }),
  z.object({ kind: z.literal('react'), ...at, name: z.string() }),
  z.object({ kind: z.literal('pin'), ...at }),
  z.object({ kind: z.literal('bench-look'), system: z.string() }),
  z.object({ kind: z.literal('bench-cause'), system: z.string(), fault: z.string() }),
  z.object({ kind: z.literal('bench-reset'), system: z.string() }),
  z.object({
    kind: z.literal('clock-move'),
    minutes: z
      .number()
      .int()
      .min(1)
      .max(24 * 60),
  }),
  z.object({ kind: z.literal('app-kill'), when: z.enum(['now', 'in-step', 'never']) }),
  z.object({ kind: z.literal('tour-skip') }),
  z.object({ kind: z.literal('tour-again') }),
]);

/** The frame, or undefined when it is none. */
export function readFrame(value: unknown): FromPage | undefined {
  return frame.safeParse(value).data;
}
