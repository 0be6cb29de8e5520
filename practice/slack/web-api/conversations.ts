// conversations.*: making, finding, reading and closing conversations. Archived channels keep their names and are read-only.

import { codePoints } from '../code-points.ts';
import { ApiError } from '../api-error.ts';
import { conversationJson, messageJson } from '../api-shapes.ts';
import { TAKEN_NAME } from '../faults.ts';
import { addConversation, type Conversation, type StoredMessage } from '../workspace.ts';
import {
  flag,
  joinedConversation,
  knownConversation,
  knownMessage,
  page,
  requiredText,
  text,
  textList,
  type Answer,
  type Call,
} from './arguments.ts';
import { conversationScope, manageScope, TIER_2, TIER_3, type Method } from './method.ts';

const NAME_CHARACTERS = 80;
const TOPIC_CHARACTERS = 250;

/** Checks a channel's name by Slack's rules and that no channel, archived ones included, has it. */
function freeName({ world, args }: Call): string {
  const name = text(args, 'name');
  if (name === undefined) throw new ApiError('invalid_name_required');
  if (codePoints(name) > NAME_CHARACTERS) throw new ApiError('invalid_name_maxlength');
  if (/^[-_]+$/.test(name)) throw new ApiError('invalid_name_punctuation');
  if (!/^[\p{Ll}\p{Lo}\p{N}_-]+$/u.test(name)) throw new ApiError('invalid_name_specials');
  const isTaken = [...world.workspace.conversations.values()].some(
    (each) => each.kind !== 'direct' && each.name === name,
  );
  if (isTaken || name === TAKEN_NAME) throw new ApiError('name_taken');
  return name;
}

function create(call: Call): Answer {
  const { world, args } = call;
  const kind = flag(args, 'is_private') ? 'private' : 'public';
  const fresh = { kind, name: freeName(call), creator: world.app.user, members: new Set([world.app.user]) } as const;
  const conversation = addConversation(world.workspace, fresh, world.now());
  world.changes.announce({ kind: 'channel', conversation });
  const channel = conversationJson(world, conversation);
  world.changes.announce({ kind: 'event', place: conversation, event: { type: 'channel_created', channel } });
  return { channel };
}

function info(call: Call): Answer {
  return { channel: conversationJson(call.world, knownConversation(call)) };
}

function list(call: Call): Answer {
  const { world, args } = call;
  const given = textList(args, 'types');
  const types = given.length === 0 ? ['public_channel'] : given;
  const kinds = { public: 'public_channel', private: 'private_channel', direct: 'im' } as const;
  if (types.some((each) => !['public_channel', 'private_channel', 'im', 'mpim'].includes(each))) {
    throw new ApiError('invalid_types');
  }
  const seen = [...world.workspace.conversations.values()].filter(
    (each) =>
      types.includes(kinds[each.kind]) &&
      (each.kind === 'public' || each.members.has(world.app.user)) &&
      !(flag(args, 'exclude_archived') && each.isArchived),
  );
  const { items, next } = page(seen, args, 100);
  return { channels: items.map((each) => conversationJson(world, each)), response_metadata: { next_cursor: next } };
}

function between(messages: readonly StoredMessage[], { args }: Call): readonly StoredMessage[] {
  const oldest = Number(text(args, 'oldest') ?? 0);
  const latest = Number(text(args, 'latest') ?? Infinity);
  if (Number.isNaN(oldest)) throw new ApiError('invalid_ts_oldest');
  if (Number.isNaN(latest)) throw new ApiError('invalid_ts_latest');
  const isInclusive = flag(args, 'inclusive');
  return messages.filter(({ ts }) => {
    const at = Number(ts);
    return isInclusive ? at >= oldest && at <= latest : at > oldest && at < latest;
  });
}

function messagePage(call: Call, messages: readonly StoredMessage[]): Answer {
  const { items, next } = page(messages, call.args, 100);
  const withMetadata = flag(call.args, 'include_all_metadata');
  return {
    messages: items.map((each) => messageJson(call.world, each, withMetadata)),
    has_more: next !== '',
    ...(next === '' ? {} : { response_metadata: { next_cursor: next } }),
  };
}

function history(call: Call): Answer {
  const conversation = joinedConversation(call);
  const shown = conversation.messages.filter(
    (each) => each.ephemeralTo === undefined && (each.threadTs === undefined || each.isBroadcast === true),
  );
  const pins = conversation.messages.filter((each) => each.pinned !== undefined).length;
  return { ...messagePage(call, [...between(shown, call)].reverse()), pin_count: pins };
}

function replies(call: Call): Answer {
  const conversation = joinedConversation(call);
  const parent = knownMessage(conversation, requiredText(call.args, 'ts'), 'thread_not_found');
  const thread = conversation.messages.filter(
    (each) => each.ephemeralTo === undefined && (each.ts === parent.ts || each.threadTs === parent.ts),
  );
  return messagePage(call, between(thread, call));
}

function describeIn(key: 'topic' | 'purpose'): (call: Call) => Answer {
  return (call) => {
    const conversation = joinedConversation(call);
    if (conversation.isArchived) throw new ApiError('is_archived');
    const words = typeof call.args[key] === 'string' ? call.args[key] : '';
    if (codePoints(words) > TOPIC_CHARACTERS) throw new ApiError('too_long');
    conversation[key] = words;
    call.world.changes.announce({ kind: 'channel', conversation });
    return { [key]: words, channel: conversationJson(call.world, conversation) };
  };
}

function rename(call: Call): Answer {
  const { world } = call;
  const conversation = joinedConversation(call);
  if (conversation.kind === 'direct') throw new ApiError('method_not_supported_for_channel_type');
  if (conversation.isArchived) throw new ApiError('is_archived');
  if (conversation.creator !== world.app.user) throw new ApiError('not_authorized');
  conversation.name = freeName(call);
  const type = conversation.kind === 'private' ? 'group_rename' : 'channel_rename';
  const channel = { id: conversation.id, name: conversation.name, created: conversation.created };
  announceChange(call, conversation, { type, channel });
  return { channel: conversationJson(world, conversation) };
}

function archive(call: Call): Answer {
  const { world } = call;
  const conversation = joinedConversation(call);
  if (conversation.kind === 'direct') throw new ApiError('method_not_supported_for_channel_type');
  if (conversation.isGeneral) throw new ApiError('cant_archive_general');
  if (conversation.isArchived) throw new ApiError('already_archived');
  conversation.isArchived = true;
  const type = conversation.kind === 'private' ? 'group_archive' : 'channel_archive';
  announceChange(call, conversation, { type, channel: conversation.id, user: world.app.user });
  return {};
}

function announceChange({ world }: Call, conversation: Conversation, event: Answer): void {
  world.changes.announce({ kind: 'channel', conversation });
  world.changes.announce({ kind: 'event', place: conversation, event });
}

function listScopes(kind: Conversation['kind']): readonly string[] {
  return { public: ['channels:read', 'groups:read', 'im:read'], private: ['groups:read'], direct: ['im:read'] }[kind];
}

const bot = { token: 'bot' } as const;

export const conversationsMethods: Readonly<Record<string, Method>> = {
  'conversations.create': { ...bot, scopes: manageScope(), perMinute: TIER_2, required: [], act: create },
  'conversations.info': {
    ...bot,
    scopes: conversationScope('read'),
    perMinute: TIER_3,
    required: ['channel'],
    act: info,
  },
  'conversations.list': { ...bot, scopes: listScopes, perMinute: TIER_2, required: [], act: list },
  'conversations.history': {
    ...bot,
    scopes: conversationScope('history'),
    perMinute: TIER_3,
    required: ['channel'],
    act: history,
  },
  'conversations.replies': {
    ...bot,
    scopes: conversationScope('history'),
    perMinute: TIER_3,
    required: ['channel', 'ts'],
    act: replies,
  },
  'conversations.setTopic': {
    ...bot,
    scopes: manageScope('topic'),
    perMinute: TIER_2,
    required: ['channel'],
    act: describeIn('topic'),
  },
  'conversations.setPurpose': {
    ...bot,
    scopes: manageScope('topic'),
    perMinute: TIER_2,
    required: ['channel'],
    act: describeIn('purpose'),
  },
  'conversations.rename': { ...bot, scopes: manageScope(), perMinute: TIER_2, required: ['channel'], act: rename },
  'conversations.archive': { ...bot, scopes: manageScope(), perMinute: TIER_2, required: ['channel'], act: archive },
};
