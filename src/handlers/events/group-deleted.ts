// The private channel of an incident: somebody deleted it.

import { channelMoved } from '../channel-moved.ts';

export const event = channelMoved('group_deleted', 'gone');
