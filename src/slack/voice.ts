// Every word that leaves for Slack passes here: fitted to Slack's limits and with secrets taken out.

import type { KnownBlock, View } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import fetch from 'node-fetch';
import { z } from 'zod';
import { fit, type SlackMessage } from './fit.ts';

export interface Posted {
  readonly channel: string;
  readonly ts: string;
}

export interface Redact {
  /** For data, as it is in rows. */
  <T>(value: T): T;
  /** For what was rendered from such data. */
  readonly rendered: <T>(value: T) => T;
}

/** Set as metadata on every post, so that after a crash it can be seen whether it arrived. */
const eventType = 'opsbook_card';

export async function post(
  client: WebClient,
  redact: Redact,
  channel: string,
  message: SlackMessage,
  options: { readonly key: string; readonly threadTs?: string },
): Promise<Posted> {
  const { text, blocks } = redact.rendered(fit(message));
  const answer = await client.chat.postMessage({
    channel,
    text,
    blocks: [...blocks],
    unfurl_links: false,
    unfurl_media: false,
    metadata: { event_type: eventType, event_payload: { key: options.key } },
    ...(options.threadTs === undefined ? {} : { thread_ts: options.threadTs }),
  });
  return { channel: answer.channel ?? channel, ts: answer.ts ?? '' };
}

export async function edit(client: WebClient, redact: Redact, at: Posted, message: SlackMessage): Promise<void> {
  const { text, blocks } = redact.rendered(fit(message));
  await client.chat.update({ channel: at.channel, ts: at.ts, text, blocks: [...blocks] });
}

const found = z.object({
  messages: z
    .array(
      z.object({
        ts: z.string(),
        metadata: z
          .object({ event_payload: z.object({ key: z.string() }).partial() })
          .partial()
          .optional(),
      }),
    )
    .optional(),
  // The SDK puts more into it, also where Slack says nothing of pages.
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

/** Slack tells the latest first; in a channel in which so much was said meanwhile, a post that stands twice is the smaller trouble. */
const mostPages = 10;

/** After a crash between the post and its record: the message that carries this key, if it arrived. */
export async function findPosted(
  client: WebClient,
  channel: string,
  key: string,
  since: Date,
  threadTs: string | undefined,
): Promise<Posted | undefined> {
  const oldest = String(Math.floor(since.getTime() / 1000) - 60);
  let cursor = '';
  for (let page = 0; page < mostPages; page += 1) {
    const query = { channel, oldest, limit: 200, include_all_metadata: true, ...(cursor === '' ? {} : { cursor }) };
    const answer = found.parse(
      threadTs === undefined
        ? await client.conversations.history(query)
        : await client.conversations.replies({ ...query, ts: threadTs }),
    );
    const match = answer.messages?.find((message) => message.metadata?.event_payload?.key === key);
    if (match !== undefined) return { channel, ts: match.ts };
    cursor = answer.response_metadata?.next_cursor ?? '';
    if (cursor === '') return undefined;
  }
  return undefined;
}

export async function directChannel(client: WebClient, person: string): Promise<string> {
  const answer = await client.conversations.open({ users: person });
  if (answer.channel?.id === undefined) throw new Error('Slack opened no direct message');
  return answer.channel.id;
}

/** A text as a file in a thread. */
export async function upload(
  client: WebClient,
  redact: Redact,
  at: Posted,
  file: { readonly name: string; readonly body: string },
): Promise<void> {
  await client.filesUploadV2({
    channel_id: at.channel,
    thread_ts: at.ts,
    filename: redact.rendered(file.name),
    content: redact.rendered(file.body),
  });
}

export async function openForm(client: WebClient, redact: Redact, trigger: string, view: View): Promise<void> {
  await client.views.open({ trigger_id: trigger, view: redact.rendered(view) });
}

export interface Whither {
  readonly person: string;
  readonly channel: string;
  readonly responseUrl?: string | undefined;
  /** In the place of the message whose button was pressed, while Slack allows that. */
  readonly inPlace?: boolean;
}

/** To one person alone, where they are: through the request's own address while it lasts, else in the channel, else directly. */
export async function whisper(client: WebClient, redact: Redact, to: Whither, message: SlackMessage): Promise<void> {
  const { text, blocks } = redact.rendered(fit(message));
  const answer = { text, blocks, response_type: 'ephemeral', replace_original: to.inPlace === true };
  if (to.responseUrl !== undefined && (await respond(to.responseUrl, answer))) return;
  // A home page is in no channel.
  if (to.channel === '') return tell(client, to.person, text, blocks);
  try {
    await client.chat.postEphemeral({ channel: to.channel, user: to.person, text, blocks: [...blocks] });
  } catch {
    await tell(client, to.person, text, blocks);
  }
}

async function tell(client: WebClient, person: string, text: string, blocks: readonly KnownBlock[]): Promise<void> {
  const channel = await directChannel(client, person);
  await client.chat.postMessage({ channel, text, blocks: [...blocks] });
}

/** What somebody sees in the app's home tab; it takes the place of what stood there. */
export async function publishHome(
  client: WebClient,
  redact: Redact,
  person: string,
  message: SlackMessage,
): Promise<void> {
  const { blocks } = redact.rendered(fit(message));
  await client.views.publish({ user_id: person, view: { type: 'home', blocks: [...blocks] } });
}

/** Slack gives 30 minutes and five uses: https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
async function respond(
  url: string,
  body: {
    readonly text: string;
    readonly blocks: readonly KnownBlock[];
    readonly response_type: string;
    readonly replace_original: boolean;
  },
): Promise<boolean> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(5_000),
    });
    await answer.text();
    return answer.ok;
  } catch {
    return false;
  }
}
