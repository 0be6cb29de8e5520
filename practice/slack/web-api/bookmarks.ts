// bookmarks.*: links in a channel's head.

import { ApiError } from '../api-error.ts';
import type { JsonRecord } from '../json-values.ts';
import { nextId, type Bookmark, type Conversation } from '../workspace.ts';
import { joinedConversation, requiredText, text, type Answer, type Call } from './arguments.ts';
import { TIER_2, TIER_3, type Method } from './method.ts';

const MOST_BOOKMARKS = 100;

function bookmarkJson(conversation: Conversation, each: Bookmark): JsonRecord {
  const { id, title, link, emoji, created } = each;
  return { id, channel_id: conversation.id, title, link, emoji, type: 'link', date_created: created, date_updated: 0 };
}

function add(call: Call): Answer {
  const { world, args } = call;
  const conversation = joinedConversation(call, 'channel_id');
  if (requiredText(args, 'type') !== 'link') throw new ApiError('invalid_bookmark_type');
  const link = text(args, 'link') ?? '';
  if (!/^https?:\/\//.test(link) || !URL.canParse(link)) throw new ApiError('invalid_link');
  if (conversation.bookmarks.length >= MOST_BOOKMARKS) throw new ApiError('too_many_bookmarks');
  const bookmark: Bookmark = {
    id: nextId(world.workspace, 'Bk'),
    title: requiredText(args, 'title'),
    link,
    emoji: text(args, 'emoji') ?? '',
    created: Math.floor(world.now() / 1000),
  };
  conversation.bookmarks.push(bookmark);
  return { bookmark: bookmarkJson(conversation, bookmark) };
}

function list(call: Call): Answer {
  const conversation = joinedConversation(call, 'channel_id');
  return { bookmarks: conversation.bookmarks.map((each) => bookmarkJson(conversation, each)) };
}

export const bookmarksMethods: Readonly<Record<string, Method>> = {
  'bookmarks.add': {
    token: 'bot',
    scopes: ['bookmarks:write'],
    perMinute: TIER_2,
    required: ['channel_id', 'title', 'type'],
    act: add,
  },
  'bookmarks.list': {
    token: 'bot',
    scopes: ['bookmarks:read'],
    perMinute: TIER_3,
    required: ['channel_id'],
    act: list,
  },
};
