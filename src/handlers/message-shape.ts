// A message inside one of Slack's events, as far as the timeline needs it. https://docs.slack.dev/reference/events/message

import { z } from 'zod';
import { unescape } from './payloads.ts';

export const messageShape = z
  .object({
    ts: z.string(),
    user: z.string().optional(),
    bot_id: z.string().optional(),
    text: z.string().default(''),
    files: z.array(z.object({ permalink: z.string().optional() })).optional(),
  })
  .transform(({ ts, user, bot_id: botId, text, files = [] }) => ({
    ts,
    user,
    isOfBot: botId !== undefined,
    text: unescape(text),
    files: files.flatMap(({ permalink }) => (permalink === undefined ? [] : [permalink])),
  }));
