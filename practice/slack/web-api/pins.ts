// pins.*: what is pinned in a channel.

import { ApiError } from '../api-error.ts';
import { messageJson } from '../api-shapes.ts';
import type { JsonRecord } from '../json-values.ts';
import { replaceMessage } from '../messages.ts';
import type { World } from '../world.ts';
import type { Conversation, StoredMessage } from '../workspace.ts';
import { joinedConversation, knownMessage, text, type Answer, type Call } from './arguments.ts';
import { TIER_2, type Method } from './method.ts';

/** Seen in practice; Slack documents `too_many_pins` without a number. */
const MOST_PINS = 100;

function pinned(conversation: Conversation): readonly StoredMessage[] {
  return conversation.messages.filter((each) => each.pinned !== undefined);
}

function pinJson(world: World, message: StoredMessage): JsonRecord {
  const { channel, pinned: pin } = message;
  return { type: 'message', channel, created: pin?.at, created_by: pin?.by, message: messageJson(world, message) };
}

/** Pins or unpins for a person or the app, and tells the events. Throws `already_pinned`, `not_pinned`, `too_many_pins`. */
export function setPin(
  world: World,
  conversation: Conversation,
  message: StoredMessage,
  by: string,
  isPinned: boolean,
): void {
  if (isPinned === (message.pinned !== undefined)) throw new ApiError(isPinned ? 'already_pinned' : 'not_pinned');
  if (isPinned && pinned(conversation).length >= MOST_PINS) throw new ApiError('too_many_pins');
  const at = Math.floor(world.now() / 1000);
  const { pinned: _pinned, ...bare } = message;
  const index = conversation.messages.findIndex((each) => each.ts === message.ts);
  conversation.messages[index] = bare;
  const changed = replaceMessage(world, conversation, bare, isPinned ? { pinned: { by, at } } : {}, false);
  const item = pinJson(world, isPinned ? changed : message);
  const type = isPinned ? 'pin_added' : 'pin_removed';
  const event = { type, user: by, channel_id: conversation.id, item, event_ts: String(world.now() / 1000) };
  world.changes.announce({ kind: 'event', place: conversation, event });
}

function set(isPinned: boolean): (call: Call) => Answer {
  return (call) => {
    const conversation = joinedConversation(call);
    const ts = text(call.args, 'timestamp');
    if (ts === undefined) throw new ApiError('no_item_specified');
    setPin(call.world, conversation, knownMessage(conversation, ts), call.world.app.user, isPinned);
    return {};
  };
}

function list(call: Call): Answer {
  return { items: pinned(joinedConversation(call)).map((each) => pinJson(call.world, each)) };
}

const pins = { token: 'bot', perMinute: TIER_2, required: ['channel'] } as const;

export const pinsMethods: Readonly<Record<string, Method>> = {
  'pins.add': { ...pins, scopes: ['pins:write'], act: set(true) },
  'pins.remove': { ...pins, scopes: ['pins:write'], act: set(false) },
  'pins.list': { ...pins, scopes: ['pins:read'], act: list },
};
