// What comes after the answer to a command, because it took longer than Slack waits: whispered to whoever asked.

import { sentence } from '../slack/messages/sentence.ts';
import { whisper } from '../slack/voice.ts';
import type { Reply } from '../verbs/verb.ts';
import { render } from './render.ts';
import { showPicture, type Teller } from './share-picture.ts';

export async function tellLater(
  teller: Teller,
  to: Parameters<typeof whisper>[2],
  reply: Promise<Reply>,
): Promise<void> {
  const { client, redact, log } = teller;
  try {
    const rendered = render(redact(await reply));
    if (rendered.kind === 'picture') await showPicture(teller, to, rendered);
    if (rendered.kind === 'message') await whisper(client, redact, to, rendered.message);
  } catch (thrown) {
    log.error({ err: thrown }, 'what was to follow an answer was lost');
    const say = 'What was to follow your last command was lost on our side. Say it again.';
    await whisper(client, redact, to, sentence(say)).catch(() => undefined);
  }
}
