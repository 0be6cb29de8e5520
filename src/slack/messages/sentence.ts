// One or two sentences to one person.

import { section } from '../blocks.ts';
import { escape, type SlackMessage } from '../fit.ts';

/** `<@U…>` and `<#C…>` of our own sentences stay what they are; everything else is text. */
export function sentence(say: string): SlackMessage {
  const text = escape(say).replaceAll(/&lt;(@[UW]|#[CG])([A-Z0-9]+)&gt;/g, '<$1$2>');
  return { text, blocks: [section(text)] };
}
