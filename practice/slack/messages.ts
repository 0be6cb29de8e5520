// Posting, editing and removing messages: the one place that changes a conversation's list, announces it and tells the events.

import type { Block } from './page/protocol.ts';
import { messageJson } from './api-shapes.ts';
import type { JsonRecord } from './json-values.ts';
import type { World } from './world.ts';
import { nextTs, type Conversation, type StoredMessage } from './workspace.ts';

export interface Draft {
  readonly user: string;
  readonly text: string;
  readonly blocks?: readonly Block[];
  readonly threadTs?: string;
  readonly isBroadcast?: boolean;
  readonly files?: readonly string[];
  readonly metadata?: JsonRecord;
  readonly subtype?: string;
  readonly ephemeralTo?: string;
}

export function postMessage(world: World, conversation: Conversation, draft: Draft): StoredMessage {
  const message: StoredMessage = {
    ...draft,
    channel: conversation.id,
    ts: nextTs(world.workspace, world.now()),
    blocks: draft.blocks ?? [],
    files: draft.files ?? [],
    reactions: [],
  };
  conversation.messages.push(message);
  world.changes.announce({ kind: 'message', message });
  if (message.ephemeralTo === undefined) announcePost(world, conversation, message);
  return message;
}

function announcePost(world: World, place: Conversation, message: StoredMessage): void {
  const event = { ...messageJson(world, message, true), ...placeFields(place), event_ts: message.ts };
  world.changes.announce({ kind: 'event', place, event });
  if (message.text.includes(`<@${world.app.user}>`) && message.user !== world.app.user) {
    world.changes.announce({ kind: 'event', place, event: { ...event, type: 'app_mention' } });
  }
}

/** Puts a changed copy in the message's place. `isEdit` marks it as edited and tells the events. */
export function replaceMessage(
  world: World,
  conversation: Conversation,
  old: StoredMessage,
  changed: Partial<StoredMessage>,
  isEdit: boolean,
): StoredMessage {
  const ts = nextTs(world.workspace, world.now());
  const message: StoredMessage = { ...old, ...changed, ...(isEdit ? { editedTs: ts } : {}) };
  conversation.messages[conversation.messages.findIndex((each) => each.ts === old.ts)] = message;
  world.changes.announce({ kind: 'message', message });
  if (isEdit && message.ephemeralTo === undefined) {
    announceSubtype(world, conversation, 'message_changed', ts, {
      message: messageJson(world, message, true),
      previous_message: messageJson(world, old, true),
    });
  }
  return message;
}

/** Removes a message; one with replies leaves a marker, as at Slack, so that its thread stays. */
export function removeMessage(world: World, conversation: Conversation, message: StoredMessage): void {
  const at = conversation.messages.findIndex((each) => each.ts === message.ts);
  if (conversation.messages.some((each) => each.threadTs === message.ts)) {
    const { metadata: _metadata, pinned: _pinned, ...rest } = message;
    const marker = { ...rest, text: 'This message was deleted.', blocks: [], files: [], subtype: 'tombstone' };
    conversation.messages[at] = marker;
    world.changes.announce({ kind: 'message', message: marker });
  } else {
    conversation.messages.splice(at, 1);
    world.changes.announce({ kind: 'message-gone', message });
  }
  if (message.ephemeralTo !== undefined) return;
  announceSubtype(world, conversation, 'message_deleted', nextTs(world.workspace, world.now()), {
    deleted_ts: message.ts,
    previous_message: messageJson(world, message, true),
  });
}

function announceSubtype(world: World, place: Conversation, subtype: string, ts: string, fields: JsonRecord): void {
  const event = { type: 'message', subtype, ...fields, ...placeFields(place), hidden: true, ts, event_ts: ts };
  world.changes.announce({ kind: 'event', place, event });
}

function placeFields(conversation: Conversation): JsonRecord {
  const kinds = { public: 'channel', private: 'group', direct: 'im' } as const;
  return { channel: conversation.id, channel_type: kinds[conversation.kind] };
}
