// conversations.open, invite, join, members: who is in a conversation.

import { ApiError } from '../api-error.ts';
import { conversationJson } from '../api-shapes.ts';
import { postMessage } from '../messages.ts';
import type { World } from '../world.ts';
import { openDirect, type Conversation } from '../workspace.ts';
import {
  flag,
  joinedConversation,
  knownConversation,
  knownPerson,
  page,
  text,
  textList,
  type Answer,
  type Call,
} from './arguments.ts';
import { conversationScope, manageScope, TIER_3, TIER_4, type Method } from './method.ts';

/** At most this many ids in one invite. */
const INVITED_AT_ONCE = 100;

/** Adds somebody to a conversation, with the line everybody sees and the event. */
export function addMember(world: World, conversation: Conversation, person: string, inviter?: string): void {
  conversation.members.add(person);
  world.changes.announce({ kind: 'channel', conversation });
  world.changes.announce({ kind: 'joined', conversation, person });
  const subtype = conversation.kind === 'private' ? 'group_join' : 'channel_join';
  postMessage(world, conversation, { user: person, subtype, text: `<@${person}> has joined the channel` });
  const channelType = conversation.kind === 'private' ? 'G' : 'C';
  const event = {
    type: 'member_joined_channel',
    user: person,
    channel: conversation.id,
    channel_type: channelType,
    team: world.workspace.id,
  };
  world.changes.announce({
    kind: 'event',
    place: conversation,
    event: inviter === undefined ? event : { ...event, inviter },
  });
}

/** The direct conversation of a person and the app, announced when it is new. */
export function directWith(world: World, person: string): Conversation {
  const before = world.workspace.conversations.size;
  const conversation = openDirect(world.workspace, [person, world.app.user], world.now());
  if (world.workspace.conversations.size > before) world.changes.announce({ kind: 'channel', conversation });
  return conversation;
}

function open(call: Call): Answer {
  const { world, args } = call;
  const given = text(args, 'channel');
  if (given !== undefined) return { channel: { id: knownConversation(call).id }, no_op: true, already_open: true };
  const [person, ...others] = textList(args, 'users');
  if (person === undefined) throw new ApiError('users_list_not_supplied');
  if (others.length > 0) throw new ApiError('method_not_supported_for_channel_type');
  if (knownPerson(call, person).isBot) throw new ApiError('invalid_user_combination');
  const before = world.workspace.conversations.size;
  const conversation = directWith(world, person);
  const isNew = world.workspace.conversations.size > before;
  const channel = flag(args, 'return_im') ? conversationJson(world, conversation) : { id: conversation.id };
  return isNew ? { channel } : { channel, no_op: true, already_open: true };
}

function inviteFault({ world }: Call, conversation: Conversation, id: string): string | undefined {
  if (!world.workspace.people.has(id)) return 'user_not_found';
  if (id === world.app.user) return 'cant_invite_self';
  return conversation.members.has(id) ? 'already_in_channel' : undefined;
}

function invite(call: Call): Answer {
  const { world, args } = call;
  const conversation = joinedConversation(call);
  if (conversation.kind === 'direct') throw new ApiError('method_not_supported_for_channel_type');
  if (conversation.isArchived) throw new ApiError('is_archived');
  const people = textList(args, 'users');
  if (people.length === 0) throw new ApiError('no_user');
  if (people.length > INVITED_AT_ONCE) throw new ApiError('cant_invite');
  const faults = people.flatMap((user) => {
    const error = inviteFault(call, conversation, user);
    return error === undefined ? [] : [{ user, ok: false, error }];
  });
  const [first] = faults;
  const isForced = flag(args, 'force') && faults.length < people.length;
  if (first !== undefined && !isForced) throw new ApiError(first.error, { errors: faults });
  const welcome = people.filter((id) => faults.every((each) => each.user !== id));
  for (const id of welcome) addMember(world, conversation, id, world.app.user);
  return { channel: conversationJson(world, conversation), ...(faults.length === 0 ? {} : { errors: faults }) };
}

function join(call: Call): Answer {
  const { world } = call;
  const conversation = knownConversation(call);
  if (conversation.kind !== 'public') throw new ApiError('method_not_supported_for_channel_type');
  if (conversation.isArchived) throw new ApiError('is_archived');
  if (conversation.members.has(world.app.user)) {
    return {
      channel: conversationJson(world, conversation),
      warning: 'already_in_channel',
      response_metadata: { warnings: ['already_in_channel'] },
    };
  }
  addMember(world, conversation, world.app.user);
  return { channel: conversationJson(world, conversation) };
}

function members(call: Call): Answer {
  const { items, next } = page([...knownConversation(call).members], call.args, 100);
  return { members: items, response_metadata: { next_cursor: next } };
}

const bot = { token: 'bot' } as const;

export const membershipMethods: Readonly<Record<string, Method>> = {
  'conversations.open': { ...bot, scopes: manageScope(), perMinute: TIER_3, required: [], act: open },
  'conversations.invite': {
    ...bot,
    scopes: manageScope('invites'),
    perMinute: TIER_3,
    required: ['channel'],
    act: invite,
  },
  'conversations.join': { ...bot, scopes: ['channels:join'], perMinute: TIER_3, required: ['channel'], act: join },
  'conversations.members': {
    ...bot,
    scopes: conversationScope('read'),
    perMinute: TIER_4,
    required: ['channel'],
    act: members,
  },
};
