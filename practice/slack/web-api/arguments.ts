// Reads a call's arguments, however they came (form, JSON, multipart), and turns wrong ones into Slack's refusals.

import { ApiError, invalidArguments } from '../api-error.ts';
import { isRecord, parseJson, type JsonRecord } from '../json-values.ts';
import type { World } from '../world.ts';
import {
  findConversation,
  findMessage,
  findPerson,
  type Conversation,
  type Person,
  type StoredMessage,
} from '../workspace.ts';

export interface Call {
  readonly world: World;
  readonly method: string;
  readonly args: JsonRecord;
}

export type Answer = JsonRecord;

/** A text argument; numbers of a JSON body count as text. */
export function text(args: JsonRecord, key: string): string | undefined {
  const value = args[key];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function requiredText(args: JsonRecord, key: string): string {
  const value = text(args, key);
  if (value === undefined) throw invalidArguments([`missing required field: ${key}`]);
  return value;
}

export function flag(args: JsonRecord, key: string): boolean {
  return args[key] === true || args[key] === 'true' || args[key] === '1';
}

/** A comma-separated or JSON list of texts. */
export function textList(args: JsonRecord, key: string): readonly string[] {
  const value = args[key];
  const list: unknown = typeof value === 'string' && value.startsWith('[') ? parseJson(value) : value;
  const parts: readonly unknown[] = Array.isArray(list) ? list : typeof list === 'string' ? list.split(',') : [];
  return parts.flatMap((each) => (typeof each === 'string' && each.trim() !== '' ? [each.trim()] : []));
}

/** An object or list that may have come as JSON text. */
export function json(args: JsonRecord, key: string): unknown {
  const value = args[key];
  return typeof value === 'string' ? parseJson(value) : value;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string;
}

/** One page of a list. Throws `invalid_cursor`, `invalid_limit`. */
export function page<T>(items: readonly T[], args: JsonRecord, usual: number): Page<T> {
  const limit = Number(text(args, 'limit') ?? usual);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) throw new ApiError('invalid_limit');
  const cursor = text(args, 'cursor');
  const start = cursor === undefined ? 0 : Number(Buffer.from(cursor, 'base64url').toString().replace('from:', ''));
  if (!Number.isInteger(start) || start > items.length) throw new ApiError('invalid_cursor');
  const end = start + limit;
  const next = end < items.length ? Buffer.from(`from:${end}`).toString('base64url') : '';
  return { items: items.slice(start, end), next };
}

/** The conversation if the app may know of it: private ones only as a member. Throws `channel_not_found`. */
export function knownConversation({ world, args }: Call, key = 'channel'): Conversation {
  const reference = requiredText(args, key);
  const found = findConversation(world.workspace, reference);
  const isHidden = found !== undefined && found.kind !== 'public' && !found.members.has(world.app.user);
  if (found === undefined || isHidden) throw new ApiError('channel_not_found');
  return found;
}

/** A known conversation the app is a member of. Throws `not_in_channel` as well. */
export function joinedConversation(call: Call, key = 'channel'): Conversation {
  const conversation = knownConversation(call, key);
  if (!conversation.members.has(call.world.app.user)) throw new ApiError('not_in_channel');
  return conversation;
}

/** A message that everybody in the conversation sees. Throws `message_not_found`, or the given error. */
export function knownMessage(conversation: Conversation, ts: string, error = 'message_not_found'): StoredMessage {
  const message = findMessage(conversation, ts);
  if (message === undefined || message.ephemeralTo !== undefined) throw new ApiError(error);
  return message;
}

/** By id only, as at Slack. Throws `user_not_found`. */
export function knownPerson({ world }: Call, id: string): Person {
  const person = world.workspace.people.get(id);
  if (person === undefined) throw new ApiError('user_not_found');
  return person;
}

/** The name of the conversation a call is about, for faults that go by name. */
export function conversationName({ world, args }: Call): string | undefined {
  const reference = text(args, 'channel') ?? text(args, 'channel_id');
  if (reference === undefined) return undefined;
  return findConversation(world.workspace, reference)?.name ?? findPerson(world.workspace, reference)?.name;
}

/** Parses a request's body by its content type. Throws `invalid_json`, `invalid_form_data`. */
export async function readArguments(contentType: string, body: Buffer): Promise<JsonRecord> {
  if (contentType.startsWith('application/json')) {
    const parsed = body.length === 0 ? {} : parseJson(body.toString('utf8'));
    if (!isRecord(parsed)) throw new ApiError(parsed === undefined ? 'invalid_json' : 'json_not_object');
    return parsed;
  }
  if (contentType.startsWith('multipart/form-data')) {
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } })
      .formData()
      .catch(() => {
        throw new ApiError('invalid_form_data');
      });
    return Object.fromEntries([...form.entries()].filter(([, value]) => typeof value === 'string'));
  }
  return Object.fromEntries(new URLSearchParams(body.toString('utf8')));
}
