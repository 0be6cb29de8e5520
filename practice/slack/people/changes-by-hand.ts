// What people do to their own messages and to channels: editing, deleting, taking a reaction back, archiving.

import { ApiError } from '../api-error.ts';
import { removeMessage, replaceMessage } from '../messages.ts';
import type { World } from '../world.ts';
import { findMessage, type Conversation, type Person, type StoredMessage } from '../workspace.ts';

interface At {
  readonly channel: string;
  readonly ts: string;
}

function find(world: World, { channel, ts }: At): { readonly place: Conversation; readonly message: StoredMessage } {
  const place = world.workspace.conversations.get(channel);
  const message = place === undefined ? undefined : findMessage(place, ts);
  if (place === undefined || message === undefined) throw new ApiError('message_not_found');
  return { place, message };
}

export function editOwn(world: World, person: Person, at: At, text: string): void {
  const { place, message } = find(world, at);
  if (message.user !== person.id) throw new ApiError('cant_update_message');
  replaceMessage(world, place, message, { text, blocks: [] }, true);
}

export function deleteOwn(world: World, person: Person, at: At): void {
  const { place, message } = find(world, at);
  if (message.user !== person.id) throw new ApiError('cant_delete_message');
  removeMessage(world, place, message);
}

export function takeReactionBack(world: World, person: Person, at: At, name: string): void {
  const { place, message } = find(world, at);
  const found = message.reactions.find((each) => each.name === name);
  if (found?.people.includes(person.id) !== true) throw new ApiError('no_reaction');
  const left = found.people.filter((id) => id !== person.id);
  const others = message.reactions.filter((each) => each.name !== name);
  replaceMessage(
    world,
    place,
    message,
    { reactions: left.length === 0 ? others : [...others, { name, people: left }] },
    false,
  );
  const item = { type: 'message', channel: place.id, ts: message.ts };
  const event = { type: 'reaction_removed', user: person.id, reaction: name, item, item_user: message.user };
  world.changes.announce({ kind: 'event', place, event: { ...event, event_ts: String(world.now() / 1000) } });
}

/** By a member's hand; the app hears of it while it is a member itself. */
export function changeChannel(
  world: World,
  person: Person,
  place: Conversation,
  deed: 'archive' | 'unarchive' | 'deleted',
): void {
  if (place.kind === 'direct') throw new ApiError('method_not_supported_for_channel_type');
  if (place.isGeneral) throw new ApiError('cant_archive_general');
  if (deed !== 'deleted' && place.isArchived === (deed === 'archive'))
    throw new ApiError(deed === 'archive' ? 'already_archived' : 'not_archived');
  const kind = place.kind === 'private' ? 'group' : 'channel';
  const event = { type: `${kind}_${deed}`, channel: place.id, user: person.id, event_ts: String(world.now() / 1000) };
  world.changes.announce({ kind: 'event', place, event });
  place.isArchived = deed !== 'unarchive';
  if (deed === 'deleted') world.workspace.conversations.delete(place.id);
  world.changes.announce({ kind: 'channel', conversation: place });
}
