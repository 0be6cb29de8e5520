// A picture with its words, for everybody in a channel or a thread. Slack's SDK would lose the words for those who cannot see it: it sends
// `alt_text`, where Slack takes `alt_txt`. https://docs.slack.dev/reference/methods/files.getUploadURLExternal

import type { WebClient } from '@slack/web-api';
import fetch from 'node-fetch';
import { z } from 'zod';
import { clamp } from './fit.ts';
import { messageText } from './limits.ts';
import type { Redact } from './voice.ts';

export interface Picture {
  readonly name: string;
  readonly title: string;
  /** What it shows, in words. */
  readonly alt: string;
  readonly bytes: Buffer;
}

const reserved = z.object({ upload_url: z.string(), file_id: z.string() });
const uploadMs = 10_000;
const altLength = 1_000;

export async function sharePicture(
  client: WebClient,
  redact: Redact,
  place: { readonly channel: string; readonly threadTs?: string },
  picture: Picture,
  comment: string,
): Promise<void> {
  const { bytes, name, title, alt } = redactAround(redact, picture);
  const about = { filename: name, length: bytes.length, alt_txt: clamp(alt, altLength) };
  const { upload_url, file_id } = reserved.parse(await client.files.getUploadURLExternal(about));
  const signal = AbortSignal.timeout(uploadMs);
  const uploaded = await fetch(upload_url, { method: 'POST', body: bytes, signal });
  if (!uploaded.ok) throw new Error(`Slack did not take the file: HTTP ${uploaded.status}`);
  await client.files.completeUploadExternal({
    files: [{ id: file_id, title }],
    initial_comment: redact.rendered(clamp(comment, messageText)),
    channel_id: place.channel,
    ...(place.threadTs === undefined ? {} : { thread_ts: place.threadTs }),
  });
}

/** The words of it; its pixels were drawn from what was redacted before. */
function redactAround(redact: Redact, { bytes, ...words }: Picture): Picture {
  return { ...redact.rendered(words), bytes };
}
