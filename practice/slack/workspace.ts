// The workspace's own data: people, groups, conversations, messages, files. Messages are replaced, never changed in place, so
// that whoever holds one keeps what was on their screen.

import type { Block, Person as PagePerson } from './page/protocol.ts';
import type { JsonRecord } from './json-values.ts';

export interface Person extends PagePerson {
  readonly email: string;
}

export interface UserGroup {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly people: readonly string[];
}

export interface StoredMessage {
  readonly channel: string;
  readonly ts: string;
  readonly threadTs?: string;
  readonly isBroadcast?: boolean;
  /** A person's id, or the app's own user. */
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly files: readonly string[];
  readonly metadata?: JsonRecord;
  readonly subtype?: string;
  readonly editedTs?: string;
  readonly ephemeralTo?: string;
  readonly reactions: readonly { readonly name: string; readonly people: readonly string[] }[];
  readonly pinned?: { readonly by: string; readonly at: number };
}

export interface Bookmark {
  readonly id: string;
  readonly title: string;
  readonly link: string;
  readonly emoji: string;
  readonly created: number;
}

export interface Conversation {
  readonly id: string;
  readonly kind: 'public' | 'private' | 'direct';
  readonly created: number;
  readonly creator: string;
  readonly isGeneral: boolean;
  readonly members: Set<string>;
  readonly messages: StoredMessage[];
  readonly bookmarks: Bookmark[];
  /** Empty for a direct conversation. */
  name: string;
  topic: string;
  purpose: string;
  isArchived: boolean;
  /** The channel's canvas, in Markdown. */
  canvas?: { readonly id: string; readonly markdown: string };
}

export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly declaredBytes: number;
  readonly uploadKey: string;
  readonly created: number;
  readonly content?: Buffer;
  readonly isComplete: boolean;
  /** What a picture shows, for those who cannot see it. */
  readonly altText?: string;
  readonly channels: readonly string[];
}

export interface Workspace {
  /** Whether its plan has canvases for channels. */
  readonly hasCanvases: boolean;
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly people: Map<string, Person>;
  readonly groups: Map<string, UserGroup>;
  readonly conversations: Map<string, Conversation>;
  readonly files: Map<string, StoredFile>;
  serial: number;
  lastMicros: number;
}

/** An id in Slack's form: a letter and upper-case letters and digits. */
export function nextId(workspace: Workspace, prefix: string): string {
  workspace.serial += 1;
  return `${prefix}0${workspace.serial.toString(36).toUpperCase().padStart(8, '0')}`;
}

/** A message's time: unique and increasing in the whole workspace, also while the clock is held. */
export function nextTs(workspace: Workspace, nowMs: number): string {
  workspace.lastMicros = Math.max(Math.floor(nowMs) * 1000, workspace.lastMicros + 1);
  const digits = String(workspace.lastMicros).padStart(7, '0');
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
}

/** By id, by name, or by `#name`. */
export function findConversation(workspace: Workspace, reference: string): Conversation | undefined {
  const byId = workspace.conversations.get(reference);
  if (byId !== undefined) return byId;
  const name = reference.replace(/^#/, '');
  // There may be ten thousand, so no list of them is made.
  for (const each of workspace.conversations.values()) if (each.kind !== 'direct' && each.name === name) return each;
  return undefined;
}

/** By id, by name, or by `@name`. */
export function findPerson(workspace: Workspace, reference: string): Person | undefined {
  const name = reference.replace(/^@/, '');
  return (
    workspace.people.get(reference) ??
    [...workspace.people.values()].find((each) => each.name === name || each.realName === name)
  );
}

export function findMessage(conversation: Conversation, ts: string): StoredMessage | undefined {
  return conversation.messages.find((each) => each.ts === ts);
}

/** The direct conversation of exactly these people, made when there is none yet. */
export function openDirect(workspace: Workspace, people: readonly string[], nowMs: number): Conversation {
  const wanted = new Set(people);
  const found = [...workspace.conversations.values()].find(
    (each) =>
      each.kind === 'direct' && each.members.size === wanted.size && [...wanted].every((id) => each.members.has(id)),
  );
  return (
    found ?? addConversation(workspace, { kind: 'direct', name: '', creator: people[0] ?? '', members: wanted }, nowMs)
  );
}

export interface NewConversation {
  readonly kind: Conversation['kind'];
  readonly name: string;
  readonly creator: string;
  readonly members: Set<string>;
  readonly isGeneral?: boolean;
}

export function addConversation(workspace: Workspace, fresh: NewConversation, nowMs: number): Conversation {
  const conversation: Conversation = {
    id: nextId(workspace, fresh.kind === 'direct' ? 'D' : 'C'),
    kind: fresh.kind,
    name: fresh.name,
    creator: fresh.creator,
    members: fresh.members,
    created: Math.floor(nowMs / 1000),
    isGeneral: fresh.isGeneral ?? false,
    messages: [],
    bookmarks: [],
    topic: '',
    purpose: '',
    isArchived: false,
  };
  workspace.conversations.set(conversation.id, conversation);
  return conversation;
}
