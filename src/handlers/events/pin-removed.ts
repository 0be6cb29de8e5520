// A message that is pinned no more leaves the timeline, unless it is marked with :pushpin: too.

import { z } from 'zod';
import { dropMessage } from '../../verbs/keep-message.ts';
import { messageShape } from '../message-shape.ts';
import type { EventListener } from '../edge.ts';

const payload = z.object({
  user: z.string(),
  channel_id: z.string(),
  has_pins: z.boolean().optional(),
  item: z.object({ message: messageShape.optional() }),
});

export const event: EventListener = {
  id: 'pin_removed',
  channelOf: (raw) => payload.safeParse(raw).data?.channel_id,
  act: async (raw, happening, workshop) => {
    const { user, channel_id: channel, item } = payload.parse(raw);
    const ts = item.message?.ts;
    if (ts !== undefined) await dropMessage(workshop, happening, { by: user, channel, ts, how: 'unmarked' });
  },
};
