// One or two sentences to one person.

import { section } from '../blocks.ts';
import { escape, type SlackMessage } from '../fit.ts';

/** `<@U…>` of our own sentences stays a mention; everything else is text. */
export function sentence(say: string): SlackMessage {
  const text = escape(say).replaceAll(/&lt;@([UW][A-Z0-9]+)&gt;/g, '<@$1>');
  return { text, blocks: [section(text)] };
}
