// Answers that come without a token: through a response URL, or in the acknowledgement of a command.

import { ApiError } from '../api-error.ts';
import { readContent } from '../content.ts';
import { takeResponseUrl, type ResponseTicket } from '../grants.ts';
import type { JsonRecord } from '../json-values.ts';
import { postMessage, removeMessage, replaceMessage } from '../messages.ts';
import type { World } from '../world.ts';
import { findMessage, type Conversation } from '../workspace.ts';

/** One use of a response URL. Throws `expired_url`, `used_url` and what readContent throws. */
export function useResponseUrl(world: World, secret: string, body: JsonRecord): void {
  answer(world, takeResponseUrl(world, secret), body);
}

/** Shows an answer where the person acted: to that person alone unless `response_type` is `in_channel`. */
export function answer(world: World, ticket: ResponseTicket, body: JsonRecord): void {
  const conversation = world.workspace.conversations.get(ticket.channel);
  if (conversation === undefined) throw new ApiError('channel_not_found');
  const source = ticket.message === undefined ? undefined : findMessage(conversation, ticket.message.ts);
  if (body['delete_original'] === true) {
    if (source === undefined) throw new ApiError('message_not_found');
    return removeMessage(world, conversation, source);
  }
  const content = readContent(body, { use: 'respond' });
  if (body['replace_original'] === true && ticket.message !== undefined) {
    if (source === undefined) throw new ApiError('message_not_found');
    const { warnings: _warnings, ...changed } = { text: '', blocks: [], ...content };
    replaceMessage(world, conversation, source, changed, !ticket.message.isEphemeral);
    return;
  }
  postAnswer(world, conversation, ticket, body, content);
}

function postAnswer(
  world: World,
  conversation: Conversation,
  ticket: ResponseTicket,
  body: JsonRecord,
  content: ReturnType<typeof readContent>,
): void {
  const isShared = body['response_type'] === 'in_channel';
  const threadTs = typeof body['thread_ts'] === 'string' ? body['thread_ts'] : ticket.message?.threadTs;
  postMessage(world, conversation, {
    user: world.app.user,
    text: content.text ?? '',
    blocks: content.blocks ?? [],
    ...(content.metadata === undefined ? {} : { metadata: content.metadata }),
    ...(threadTs === undefined ? {} : { threadTs }),
    ...(isShared ? {} : { ephemeralTo: ticket.person }),
  });
}
