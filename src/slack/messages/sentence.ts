// One or two sentences to one person.

import { section } from '../blocks.ts';
import { escape, type SlackMessage } from '../fit.ts';
import { linkAnywhere } from '../links.ts';

/** A card that tells more. */
interface Seen {
  readonly what: string;
  readonly channel: string;
  readonly ts: string;
}

/** `<@U…>` of our own sentences stays a mention; everything else is text. */
export function sentence(say: string, see?: Seen): SlackMessage {
  const text = escape(say).replaceAll(/&lt;@([UW][A-Z0-9]+)&gt;/g, '<@$1>');
  const link = see === undefined ? '' : ` <${linkAnywhere(see.channel, see.ts)}|${escape(see.what)}>`;
  return { text, blocks: [section(text + link)] };
}
