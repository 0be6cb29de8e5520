// A picture goes where it was asked for. Where the bot may not upload, the person gets it directly; where nothing can be uploaded, they
// get the words.

import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { pngOf } from '../pictures/png.ts';
import { sharePicture } from '../slack/picture.ts';
import { directChannel, whisper, type Redact, type Whither } from '../slack/voice.ts';
import type { Rendered } from './render.ts';

export interface Teller {
  readonly client: WebClient;
  readonly redact: Redact;
  readonly log: Logger;
}

export async function showPicture(
  { client, redact, log }: Teller,
  to: Whither,
  { message, file, svg }: Extract<Rendered, { kind: 'picture' }>,
): Promise<void> {
  const bytes = await pngOf(svg);
  const places = [() => Promise.resolve(to.channel), () => directChannel(client, to.person)];
  for (const place of places) {
    try {
      return await sharePicture(client, redact, { channel: await place() }, { ...file, bytes }, message.text);
    } catch (thrown) {
      log.warn({ err: thrown, channel: to.channel }, 'a picture could not be uploaded there');
    }
  }
  await whisper(client, redact, to, message);
}
