// The private channel of an incident: somebody opened it again.

import { channelMoved } from '../channel-moved.ts';

export const event = channelMoved('group_unarchive', 'channel');
