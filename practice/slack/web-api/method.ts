// What Slack says of a method before it does anything: who may call it, how often, with which scope and arguments.

import type { Conversation } from '../workspace.ts';
import type { Answer, Call } from './arguments.ts';

/** Any one of the listed scopes suffices; an empty list needs none. */
export type Scopes = readonly string[] | ((kind: Conversation['kind']) => readonly string[]);

export interface Method {
  readonly token: 'bot' | 'app' | 'any';
  readonly scopes: Scopes;
  readonly perMinute: number;
  readonly required: readonly string[];
  /** Counts against the limit of posts per channel. */
  readonly isPost?: true;
  readonly act: (call: Call) => Answer;
}

/** Slack's tiers, calls per minute. https://docs.slack.dev/apis/web-api/rate-limits */
export const TIER_2 = 20;
export const TIER_3 = 50;
export const TIER_4 = 100;
/** Methods with a special limit allow "hundreds per minute". */
export const SPECIAL = 300;

/** `channels:history`, `groups:history` or `im:history`, by the kind of conversation. */
export function conversationScope(right: 'history' | 'read'): Scopes {
  return (kind) => [`${{ public: 'channels', private: 'groups', direct: 'im' }[kind]}:${right}`];
}

/** Changing a conversation: `channels:manage`, `groups:write` or `im:write`, or the narrower scope that some methods take. */
export function manageScope(narrower?: 'topic' | 'invites'): Scopes {
  return (kind) => {
    const wide = { public: 'channels:manage', private: 'groups:write', direct: 'im:write' }[kind];
    const narrow = { public: 'channels', private: 'groups', direct: 'im' }[kind];
    return narrower === undefined ? [wide] : [wide, `${narrow}:write.${narrower}`];
  };
}
