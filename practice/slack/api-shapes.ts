// People, conversations, messages and files as the Web API and the events show them.

import type { World } from './world.ts';
import type { JsonRecord } from './json-values.ts';
import type { Conversation, Person, StoredFile, StoredMessage, UserGroup } from './workspace.ts';

export function messageJson(world: World, message: StoredMessage, withMetadata = false): JsonRecord {
  const replies = message.threadTs === undefined ? repliesTo(world, message) : [];
  return {
    type: 'message',
    ...(message.subtype === undefined ? {} : { subtype: message.subtype }),
    user: message.user,
    ...(message.user === world.app.user ? botFields(world) : {}),
    team: world.workspace.id,
    ts: message.ts,
    text: message.text,
    ...(message.blocks.length === 0 ? {} : { blocks: message.blocks }),
    ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    ...(replies.length === 0
      ? {}
      : { thread_ts: message.ts, reply_count: replies.length, latest_reply: replies.at(-1)?.ts }),
    ...(message.editedTs === undefined ? {} : { edited: { user: message.user, ts: message.editedTs } }),
    ...(message.reactions.length === 0 ? {} : { reactions: message.reactions.map(reactionJson) }),
    ...(message.pinned === undefined ? {} : { pinned_to: [message.channel] }),
    ...(message.files.length === 0 ? {} : { files: message.files.flatMap((id) => attached(world, id)) }),
    ...(withMetadata && message.metadata !== undefined ? { metadata: message.metadata } : {}),
  };
}

function attached(world: World, id: string): readonly JsonRecord[] {
  const file = world.workspace.files.get(id);
  return file === undefined ? [] : [fileJson(world, file)];
}

function botFields({ app, manifest, workspace }: World): JsonRecord {
  return {
    bot_id: app.botId,
    app_id: app.id,
    bot_profile: { id: app.botId, app_id: app.id, name: manifest.botName, team_id: workspace.id, deleted: false },
  };
}

function reactionJson(reaction: StoredMessage['reactions'][number]): JsonRecord {
  return { name: reaction.name, users: reaction.people, count: reaction.people.length };
}

function repliesTo(world: World, parent: StoredMessage): readonly StoredMessage[] {
  const conversation = world.workspace.conversations.get(parent.channel);
  return (conversation?.messages ?? []).filter((each) => each.threadTs === parent.ts && each.ephemeralTo === undefined);
}

export function conversationJson(world: World, conversation: Conversation): JsonRecord {
  const { id, created, creator, kind, name } = conversation;
  if (kind === 'direct') {
    const other = [...conversation.members].find((each) => each !== world.app.user);
    return { id, created, is_im: true, is_open: true, is_archived: false, user: other, priority: 0 };
  }
  return {
    id,
    name,
    name_normalized: name,
    is_channel: kind === 'public',
    is_group: kind === 'private',
    is_im: false,
    is_mpim: false,
    is_private: kind === 'private',
    created,
    creator,
    is_archived: conversation.isArchived,
    is_general: conversation.isGeneral,
    is_member: conversation.members.has(world.app.user),
    is_shared: false,
    is_org_shared: false,
    context_team_id: world.workspace.id,
    topic: { value: conversation.topic, creator, last_set: created },
    purpose: { value: conversation.purpose, creator, last_set: created },
    previous_names: [],
    num_members: conversation.members.size,
    ...(conversation.canvas === undefined
      ? {}
      : { properties: { canvas: { file_id: conversation.canvas.id, is_empty: false } } }),
  };
}

export function personJson(world: World, person: Person): JsonRecord {
  const isEmailShown = world.manifest.scopes.has('users:read.email');
  return {
    id: person.id,
    team_id: world.workspace.id,
    name: person.name,
    real_name: person.realName,
    deleted: false,
    tz: 'Etc/UTC',
    tz_label: 'Coordinated Universal Time',
    tz_offset: 0,
    profile: {
      real_name: person.realName,
      display_name: person.name,
      real_name_normalized: person.realName,
      display_name_normalized: person.name,
      title: person.role,
      ...(isEmailShown && !person.isBot ? { email: person.email } : {}),
      ...(person.id === world.app.user ? { api_app_id: world.app.id, bot_id: world.app.botId } : {}),
      team: world.workspace.id,
    },
    is_admin: false,
    is_owner: false,
    is_restricted: false,
    is_ultra_restricted: false,
    is_bot: person.isBot,
    is_app_user: false,
  };
}

export function groupJson(world: World, group: UserGroup, withPeople: boolean): JsonRecord {
  return {
    id: group.id,
    team_id: world.workspace.id,
    is_usergroup: true,
    name: group.name,
    handle: group.handle,
    description: '',
    is_external: false,
    date_delete: 0,
    auto_type: null,
    prefs: { channels: [], groups: [] },
    user_count: String(group.people.length),
    ...(withPeople ? { users: group.people } : {}),
  };
}

export function fileJson(world: World, file: StoredFile): JsonRecord {
  const address = `${world.origin}${filePath(file)}`;
  return {
    id: file.id,
    created: file.created,
    name: file.name,
    title: file.title,
    user: world.app.user,
    size: file.declaredBytes,
    mode: 'hosted',
    is_external: false,
    url_private: address,
    url_private_download: address,
    channels: file.channels,
  };
}

/** Where the page fetches a file; the key keeps the address unguessable. */
export function filePath(file: StoredFile): string {
  return `/files/${file.uploadKey}/${encodeURIComponent(file.name)}`;
}
