// The public channel of an incident: somebody opened it again.

import { channelMoved } from '../channel-moved.ts';

export const event = channelMoved('channel_unarchive', 'channel');
