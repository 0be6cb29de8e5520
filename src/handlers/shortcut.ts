// "Declare an incident" in a message's menu: the form, with the message's first line as its title.

import { z } from 'zod';
import { personId } from '../ids.ts';
import { declareForm } from '../verbs/incident.ts';
import type { Reply, Workshop } from '../verbs/verb.ts';
import { unescape } from './payloads.ts';

export const shortcutName = 'incident.from-message';

export const shortcutPayload = z.object({
  callback_id: z.literal(shortcutName),
  trigger_id: z.string().min(1),
  user: z.object({ id: personId }),
  channel: z.object({ id: z.string() }),
  message: z.object({ ts: z.string(), text: z.string().default('') }),
});

const longestTitle = 150;

export function declareFromMessage(workshop: Workshop, body: z.infer<typeof shortcutPayload>): Promise<Reply> {
  const [first = ''] = unescape(body.message.text).trim().split('\n');
  const title = Array.from(first).slice(0, longestTitle).join('');
  return declareForm(
    workshop,
    { channel: body.channel.id, person: body.user.id },
    { title, severity: undefined, isPrivate: false, ts: body.message.ts },
  );
}
