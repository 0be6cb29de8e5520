// A message that somebody pins in an incident's channel joins its timeline, at the time it was posted.

import { z } from 'zod';
import { keepMessage } from '../../verbs/keep-message.ts';
import { messageShape } from '../message-shape.ts';
import type { EventListener } from '../edge.ts';

const payload = z.object({
  user: z.string(),
  channel_id: z.string(),
  item: z.object({ message: messageShape.optional() }),
});

export const event: EventListener = {
  id: 'pin_added',
  channelOf: (raw) => payload.safeParse(raw).data?.channel_id,
  act: async (raw, happening, workshop) => {
    const { user, channel_id: channel, item } = payload.parse(raw);
    const { message } = item;
    await keepMessage(workshop, happening, { by: user, channel, message });
  },
};
