// What comes after the answer to a command, because it took longer than Slack waits: whispered to whoever asked.

import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { sentence } from '../slack/messages/sentence.ts';
import { whisper, type Redact } from '../slack/voice.ts';
import type { Reply } from '../verbs/verb.ts';
import { render } from './render.ts';

export interface Teller {
  readonly client: WebClient;
  readonly redact: Redact;
  readonly log: Logger;
}

export async function tellLater(
  { client, redact, log }: Teller,
  to: Parameters<typeof whisper>[2],
  reply: Promise<Reply>,
): Promise<void> {
  try {
    const rendered = render(redact(await reply));
    if (rendered.kind === 'message') await whisper(client, redact, to, rendered.message);
  } catch (thrown) {
    log.error({ err: thrown }, 'what was to follow an answer was lost');
    const say = 'What was to follow your last command was lost on our side. Say it again.';
    await whisper(client, redact, to, sentence(say)).catch(() => undefined);
  }
}
