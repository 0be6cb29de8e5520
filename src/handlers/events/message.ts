// Edits and deletions of messages are followed in the timeline; other messages are no business of ours.

import { z } from 'zod';
import { dropMessage, editMessage } from '../../verbs/keep-message.ts';
import { messageShape } from '../message-shape.ts';
import type { EventListener } from '../edge.ts';

const changed = z.object({ subtype: z.literal('message_changed'), channel: z.string(), message: messageShape });
const deleted = z.object({ subtype: z.literal('message_deleted'), channel: z.string(), deleted_ts: z.string() });
const payload = z.discriminatedUnion('subtype', [changed, deleted]);

export const event: EventListener = {
  id: 'message',
  channelOf: (raw) => payload.safeParse(raw).data?.channel,
  act: async (raw, happening, workshop) => {
    const read = payload.parse(raw);
    switch (read.subtype) {
      case 'message_changed':
        return editMessage(workshop, happening, { channel: read.channel, message: read.message });
      case 'message_deleted':
        return dropMessage(workshop, happening, {
          by: 'opsbook',
          channel: read.channel,
          ts: read.deleted_ts,
          how: 'deleted',
        });
    }
  },
};
