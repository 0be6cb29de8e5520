// One message of a channel as it is now: Slack's reactions name it without its words.

import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { failureOf } from '../slack/clients.ts';
import type { SlackMessageSeen } from '../verbs/keep-message.ts';
import { messageShape } from './message-shape.ts';

const answer = z.object({ messages: z.array(messageShape).default([]) });

/** Undefined when the bot may not read it, or it is gone. */
export async function lookUpMessage(
  client: WebClient,
  channel: string,
  ts: string,
): Promise<SlackMessageSeen | undefined> {
  const range = { channel, latest: ts, oldest: ts, inclusive: true, limit: 1 };
  try {
    const inChannel = answer.parse(await client.conversations.history(range)).messages.find((each) => each.ts === ts);
    if (inChannel !== undefined) return inChannel;
    const inThread = answer.parse(await client.conversations.replies({ ...range, ts }));
    return inThread.messages.find((each) => each.ts === ts);
  } catch (thrown) {
    if (failureOf(thrown).kind !== 'refused') throw thrown;
    return undefined;
  }
}
