// The sentence of a reply, for a terminal: mentions of Slack become plain names.

import type { Reply } from '../verbs/verb.ts';

export function saidOf(reply: Reply): string {
  if (reply.kind === 'done-before') return 'It was done before.';
  if (reply.kind !== 'said') throw new Error(`a terminal has no words for a reply of the kind ${reply.kind}`);
  return reply.say.replaceAll(/<@(?:cli:)?([^>]+)>/g, '$1');
}
