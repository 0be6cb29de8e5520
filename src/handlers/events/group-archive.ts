// The private channel of an incident: somebody archived it.

import { channelMoved } from '../channel-moved.ts';

export const event = channelMoved('group_archive', 'archived');
