// What one person may see, in the shapes of the page's protocol.

import { textIn } from './json-values.ts';
import { filePath } from './api-shapes.ts';
import { sentinels } from './faults.ts';
import type { Attachment, Channel, Message, Person as PagePerson, View } from './page/protocol.ts';
import type { StoredView } from './forms.ts';
import type { World } from './world.ts';
import type { Conversation, Person, StoredMessage } from './workspace.ts';

/** Public channels are seen by everybody; private and direct ones by their members. */
export function canSee(conversation: Conversation, person: string): boolean {
  return conversation.kind === 'public' || conversation.members.has(person);
}

export function canRead(conversation: Conversation, message: StoredMessage, person: string): boolean {
  return canSee(conversation, person) && (message.ephemeralTo === undefined || message.ephemeralTo === person);
}

export function pagePerson({ id, name, realName, role, isBot, colour }: Person): PagePerson {
  return { id, name, realName, role, isBot, colour };
}

/** The name of a conversation for this reader: the other side's for a direct one. */
export function shownName(world: World, conversation: Conversation, reader: string): string {
  if (conversation.kind !== 'direct') return conversation.name;
  const others = [...conversation.members].filter((each) => each !== reader);
  return others.map((id) => world.workspace.people.get(id)?.name ?? id).join(', ');
}

export function pageChannel(world: World, conversation: Conversation, reader: string): Channel {
  const { id, kind, topic, isArchived, members } = conversation;
  const name = shownName(world, conversation, reader);
  const isFault = sentinels.some(({ channel }) => channel === name);
  return { id, kind, name, topic, isArchived, isMember: members.has(reader), isFault };
}

export function pageMessage(world: World, message: StoredMessage): Message {
  return {
    channel: message.channel,
    ts: message.ts,
    ...(message.threadTs === undefined ? {} : { threadTs: message.threadTs }),
    from: message.user,
    text: message.text,
    blocks: message.blocks,
    files: message.files.flatMap((id) => attachment(world, id)),
    isEdited: message.editedTs !== undefined,
    isEphemeral: message.ephemeralTo !== undefined,
    isPinned: message.pinned !== undefined,
    reactions: message.reactions,
  };
}

function attachment({ workspace }: World, id: string): readonly Attachment[] {
  const file = workspace.files.get(id);
  if (file === undefined) return [];
  const picture = /\.(?:png|jpe?g|gif)$/i.test(file.name) ? { picture: file.altText ?? file.title } : {};
  return [{ id, name: file.title, bytes: file.declaredBytes, url: filePath(file), ...picture }];
}

export function pageView({ id, kind, given, blocks }: StoredView): View {
  const submit = textIn(given['submit'], 'text');
  const close = textIn(given['close'], 'text');
  return {
    id,
    kind,
    title: textIn(given['title'], 'text') ?? '',
    ...(submit === undefined ? {} : { submit }),
    ...(close === undefined ? {} : { close }),
    blocks,
  };
}
