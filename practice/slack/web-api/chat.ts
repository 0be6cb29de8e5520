// chat.*: posting, editing and deleting messages.

import { ApiError } from '../api-error.ts';
import { messageJson } from '../api-shapes.ts';
import { readContent, type Content } from '../content.ts';
import { postMessage, removeMessage, replaceMessage } from '../messages.ts';
import { findConversation, type Conversation } from '../workspace.ts';
import { flag, knownConversation, knownMessage, requiredText, text, type Answer, type Call } from './arguments.ts';
import { directWith } from './membership.ts';
import { SPECIAL, TIER_3, TIER_4, type Method } from './method.ts';

/** A conversation the app may post to: joined, or public with `chat:write.public`; a person's id means their direct one. */
function destination(call: Call): Conversation {
  const { world, args } = call;
  const reference = requiredText(args, 'channel');
  const { app, workspace, manifest } = world;
  if (workspace.people.has(reference)) return directWith(world, reference);
  const conversation = findConversation(workspace, reference);
  const isMember = conversation?.members.has(app.user) === true;
  if (conversation === undefined || (conversation.kind !== 'public' && !isMember))
    throw new ApiError('channel_not_found');
  if (conversation.isArchived) throw new ApiError('is_archived');
  if (!isMember && !manifest.scopes.has('chat:write.public')) throw new ApiError('not_in_channel');
  return conversation;
}

function threadOf(call: Call, conversation: Conversation): { readonly threadTs?: string } {
  const ts = text(call.args, 'thread_ts');
  if (ts === undefined) return {};
  const parent = knownMessage(conversation, ts, 'cannot_reply_to_message');
  return { threadTs: parent.threadTs ?? parent.ts };
}

function checkDisguise({ args, world }: Call): void {
  const isDisguised = ['username', 'icon_emoji', 'icon_url'].some((key) => text(args, key) !== undefined);
  if (isDisguised && !world.manifest.scopes.has('chat:write.customize')) {
    throw new ApiError('missing_scope', {
      needed: 'chat:write.customize',
      provided: [...world.manifest.scopes].join(','),
    });
  }
}

function parts(content: Content): { readonly text: string } & Pick<Content, 'blocks' | 'metadata'> {
  const { warnings: _warnings, text: words = '', ...rest } = content;
  return { text: words, ...rest };
}

function withWarnings({ warnings }: Content): Answer {
  return warnings.length === 0 ? {} : { warning: warnings.join(','), response_metadata: { warnings } };
}

function post(call: Call): Answer {
  const { world, args } = call;
  const conversation = destination(call);
  checkDisguise(call);
  const content = readContent(args, { use: 'post' });
  const message = postMessage(world, conversation, {
    user: world.app.user,
    ...parts(content),
    ...threadOf(call, conversation),
    ...(flag(args, 'reply_broadcast') ? { isBroadcast: true } : {}),
  });
  return {
    channel: conversation.id,
    ts: message.ts,
    message: messageJson(world, message, true),
    ...withWarnings(content),
  };
}

function postEphemeral(call: Call): Answer {
  const { world, args } = call;
  const conversation = destination(call);
  const user = requiredText(args, 'user');
  if (!conversation.members.has(user)) throw new ApiError('user_not_in_channel');
  const content = readContent(args, { use: 'ephemeral' });
  const message = postMessage(world, conversation, {
    user: world.app.user,
    ...parts(content),
    ...threadOf(call, conversation),
    ephemeralTo: user,
  });
  return { message_ts: message.ts };
}

function update(call: Call): Answer {
  const { world, args } = call;
  const conversation = knownConversation(call);
  const message = knownMessage(conversation, requiredText(args, 'ts'));
  if (message.user !== world.app.user) throw new ApiError('cant_update_message');
  if (conversation.isArchived) throw new ApiError('is_archived');
  const { warnings: _warnings, ...changed } = readContent(args, { use: 'edit' });
  const edited = replaceMessage(world, conversation, message, changed, true);
  return { channel: conversation.id, ts: edited.ts, text: edited.text, message: messageJson(world, edited, true) };
}

function remove(call: Call): Answer {
  const { world, args } = call;
  const conversation = knownConversation(call);
  const message = knownMessage(conversation, requiredText(args, 'ts'));
  if (message.user !== world.app.user) throw new ApiError('cant_delete_message');
  removeMessage(world, conversation, message);
  return { channel: conversation.id, ts: message.ts };
}

function permalink(call: Call): Answer {
  const conversation = knownConversation(call);
  const message = knownMessage(conversation, requiredText(call.args, 'message_ts'));
  const thread = message.threadTs === undefined ? '' : `?thread_ts=${message.threadTs}&cid=${conversation.id}`;
  const address = `${call.world.origin}/archives/${conversation.id}/p${message.ts.replace('.', '')}${thread}`;
  return { channel: conversation.id, permalink: address };
}

const write = { token: 'bot', scopes: ['chat:write'] } as const;

export const chatMethods: Readonly<Record<string, Method>> = {
  'chat.postMessage': { ...write, perMinute: SPECIAL, required: ['channel'], isPost: true, act: post },
  'chat.postEphemeral': { ...write, perMinute: TIER_4, required: ['channel', 'user'], act: postEphemeral },
  'chat.update': { ...write, perMinute: TIER_3, required: ['channel', 'ts'], act: update },
  'chat.delete': { ...write, perMinute: TIER_3, required: ['channel', 'ts'], act: remove },
  'chat.getPermalink': {
    token: 'bot',
    scopes: [],
    perMinute: SPECIAL,
    required: ['channel', 'message_ts'],
    act: permalink,
  },
};
