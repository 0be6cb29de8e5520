// The public channel of an incident: somebody deleted it.

import { channelMoved } from '../channel-moved.ts';

export const event = channelMoved('channel_deleted', 'gone');
