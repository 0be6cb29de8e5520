// Something happened to an incident's channel by somebody's hand. The incident lives on; its card and updates know.

import { z } from 'zod';
import { moveChannel } from '../verbs/keep-message.ts';
import type { EventListener } from './edge.ts';

const payload = z.object({ channel: z.string(), user: z.string().optional() });

export function channelMoved(id: string, place: 'channel' | 'archived' | 'gone'): EventListener {
  return {
    id,
    channelOf: (raw) => payload.safeParse(raw).data?.channel,
    act: (raw, happening, workshop) => {
      const { channel, user = 'opsbook' } = payload.parse(raw);
      return moveChannel(workshop, happening, { channel, by: user, place });
    },
  };
}
