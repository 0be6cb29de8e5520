// A message that somebody marks with :pushpin: joins the timeline, at the time it was posted.

import { z } from 'zod';
import { keepMessage } from '../../verbs/keep-message.ts';
import type { EventListener } from '../edge.ts';

const payload = z.object({
  user: z.string(),
  reaction: z.string(),
  item: z.object({ channel: z.string(), ts: z.string() }),
});

export const event: EventListener = {
  id: 'reaction_added',
  channelOf: (raw) => {
    const read = payload.safeParse(raw).data;
    return read?.reaction === 'pushpin' ? read.item.channel : undefined;
  },
  act: async (raw, happening, workshop) => {
    const { user, item } = payload.parse(raw);
    const message = await happening.lookUp(item.channel, item.ts);
    await keepMessage(workshop, happening, { by: user, channel: item.channel, message });
  },
};
