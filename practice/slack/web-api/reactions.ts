// reactions.add: emoji under a message.

import { ApiError } from '../api-error.ts';
import { replaceMessage } from '../messages.ts';
import type { World } from '../world.ts';
import type { Conversation, StoredMessage } from '../workspace.ts';
import { joinedConversation, knownMessage, requiredText, type Answer, type Call } from './arguments.ts';
import { TIER_3, type Method } from './method.ts';

/** Adds a reaction for a person or the app, and tells the events. Throws `already_reacted`. */
export function react(world: World, place: Conversation, message: StoredMessage, by: string, name: string): void {
  const found = message.reactions.find((each) => each.name === name);
  if (found?.people.includes(by) === true) throw new ApiError('already_reacted');
  const others = message.reactions.filter((each) => each.name !== name);
  const reactions = [...others, { name, people: [...(found?.people ?? []), by] }];
  replaceMessage(world, place, message, { reactions }, false);
  const item = { type: 'message', channel: place.id, ts: message.ts };
  const event = { type: 'reaction_added', user: by, reaction: name, item, item_user: message.user };
  world.changes.announce({ kind: 'event', place, event: { ...event, event_ts: String(world.now() / 1000) } });
}

function add(call: Call): Answer {
  const { world, args } = call;
  const conversation = joinedConversation(call);
  if (conversation.isArchived) throw new ApiError('is_archived');
  const name = requiredText(args, 'name').replaceAll(':', '');
  if (!/^[a-z0-9_+'-]+$/.test(name)) throw new ApiError('invalid_name');
  react(world, conversation, knownMessage(conversation, requiredText(args, 'timestamp')), world.app.user, name);
  return {};
}

export const reactionsMethods: Readonly<Record<string, Method>> = {
  'reactions.add': {
    token: 'bot',
    scopes: ['reactions:write'],
    perMinute: TIER_3,
    required: ['channel', 'name', 'timestamp'],
    act: add,
  },
};
