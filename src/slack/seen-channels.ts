// Every channel that the bot can see, by id and by name.

import type { WebClient } from '@slack/web-api';

export interface SeenChannel {
  readonly isMember: boolean;
  readonly isArchived: boolean;
}

export async function seenChannels(client: WebClient): Promise<ReadonlyMap<string, SeenChannel>> {
  const seen = new Map<string, SeenChannel>();
  let cursor = '';
  do {
    const answer = await client.conversations.list({
      types: 'public_channel,private_channel',
      exclude_archived: false,
      limit: 1_000,
      ...(cursor === '' ? {} : { cursor }),
    });
    for (const { id, name, is_member: isMember, is_archived: isArchived } of answer.channels ?? []) {
      const channel = { isMember: isMember === true, isArchived: isArchived === true };
      if (id !== undefined) seen.set(id, channel);
      if (name !== undefined) seen.set(`#${name}`, channel);
    }
    cursor = answer.response_metadata?.next_cursor ?? '';
  } while (cursor !== '');
  return seen;
}
