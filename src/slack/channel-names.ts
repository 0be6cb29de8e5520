// How channels are called. Names change seldom, so one is asked for again after a minute only.

import type { WebClient } from '@slack/web-api';
import { failureOf } from './clients.ts';

const freshMs = 60_000;

/** `#ops` of an id; undefined for a channel that the bot may not look at. Throws when Slack cannot say. */
export function createChannelNames(
  client: WebClient,
  now: () => number = Date.now,
): (channel: string) => Promise<string | undefined> {
  const known = new Map<string, { readonly name: string; readonly at: number }>();
  return async (channel) => {
    const before = known.get(channel);
    if (before !== undefined && now() - before.at < freshMs) return before.name;
    try {
      const { channel: found } = await client.conversations.info({ channel });
      if (found?.name === undefined) return undefined;
      const name = `#${found.name}`;
      known.set(channel, { name, at: now() });
      return name;
    } catch (thrown) {
      if (failureOf(thrown).kind !== 'refused') throw thrown;
      return undefined;
    }
  };
}
