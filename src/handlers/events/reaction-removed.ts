// A message whose :pushpin: is taken away leaves the timeline.

import { z } from 'zod';
import { dropMessage } from '../../verbs/keep-message.ts';
import type { EventListener } from '../edge.ts';

const payload = z.object({
  user: z.string(),
  reaction: z.string(),
  item: z.object({ channel: z.string(), ts: z.string() }),
});

export const event: EventListener = {
  id: 'reaction_removed',
  channelOf: (raw) => {
    const read = payload.safeParse(raw).data;
    return read?.reaction === 'pushpin' ? read.item.channel : undefined;
  },
  act: async (raw, happening, workshop) => {
    const { user, item } = payload.parse(raw);
    await dropMessage(workshop, happening, { by: user, channel: item.channel, ts: item.ts, how: 'unmarked' });
  },
};
