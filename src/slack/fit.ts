// Makes any text safe and short enough for Slack: nothing that a system or a person wrote can ping a channel or break a message.

import type { KnownBlock } from '@slack/types';
import { allBlockText, blocksInMessage, messageText } from './limits.ts';

export interface SlackMessage {
  /** The notification and what a screen reader says. */
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
}

/** Slack's own escaping: https://docs.slack.dev/messaging/formatting-message-text#escaping. A mention in the text stays text. */
export function escape(text: string): string {
  return visible(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Characters that turn the reading direction around can make a command read as another one; they are named instead. */
export function visible(text: string): string {
  return text.replaceAll(
    /[\u202A-\u202E\u2066-\u2069]/g,
    (sign) => `⟨U+${sign.charCodeAt(0).toString(16).toUpperCase()}⟩`,
  );
}

/** Cuts to `max` code points with an ellipsis, never inside a surrogate pair, an entity or a `<…>` token. */
export function clamp(text: string, max: number): string {
  if (text.length <= max) return text;
  // A code point is at most two units; the rest of a long text need not be looked at.
  const points = Array.from(text.slice(0, max * 2));
  if (points.length <= max && text.length <= max * 2) return text;
  let cut = points.slice(0, Math.max(0, max - 1)).join('');
  const entity = cut.lastIndexOf('&');
  if (entity > cut.length - 6 && entity !== -1 && !cut.slice(entity).includes(';')) cut = cut.slice(0, entity);
  const token = /<(?:[@#!]|https?:)[^<>]*$|<$/.exec(cut);
  if (token !== null) cut = cut.slice(0, token.index);
  return max < 1 ? '' : `${cut}…`;
}

// Without the sign that ends the sentence around it.
const address = /(https?:\/\/[^\s<>|"'`\\]*[^\s<>|"'`\\.,;:!?)\]}])/;

// Inside a word they mean nothing to Slack, and a name with `_` stays one that can be copied.
const mark = /`|(?<![\p{L}\p{N}])[*_~]|[*_~](?![\p{L}\p{N}])/gu;

/** Escaped text for mrkdwn, without the meaning of its own `*`, `_`, `~` and backticks; addresses in it can be clicked. */
export function plain(text: string, max: number): string {
  const parts = start(text, max)
    .split(address)
    .map((part, index) => {
      const escaped = escape(part);
      return index % 2 === 1 ? `<${escaped}>` : escaped.replaceAll(mark, '\u200B$&');
    });
  return clamp(parts.join(''), max);
}

/** What can be seen of a text in `max` code points: escaping makes it longer, never shorter. */
function start(text: string, max: number): string {
  return text.slice(0, max * 2 + 2);
}

/** One line of code of at most `max` code points. */
export function code(text: string, max = 300): string {
  const oneLine = escape(text.replaceAll(/\s+/g, ' ')).replaceAll('`', '\u02CB');
  return oneLine === '' ? '' : `\`${clamp(oneLine, max - 2)}\``;
}

/** A block of code of at most `max` code points. Backticks inside, or at its ends, cannot close it. */
export function codeBlock(text: string, max: number): string {
  const inside = clamp(fenceless(start(text, max)), max - 8);
  const before = inside.startsWith('`') ? '\u200B' : '';
  const after = inside.endsWith('`') ? '\u200B' : '';
  return `\`\`\`${before}${inside}${after}\`\`\``;
}

/** How many code points of a `codeBlock` a text takes; it is shown whole when that is within the block's `max`. */
export function sizeInCode(text: string): number {
  return Array.from(fenceless(text)).length + 8;
}

function fenceless(text: string): string {
  return escape(text).replaceAll(/`(?=`)/g, '`\u200B');
}

/** Slack shows it in the reader's own zone; others see UTC. */
export function time(at: Date, format: 'time' | 'date' = 'time'): string {
  const seconds = Math.floor(at.getTime() / 1000);
  const fallback = `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return `<!date^${seconds}^${format === 'time' ? '{time}' : '{date_short_pretty} {time}'}|${fallback}>`;
}

/** The last defence: what is over Slack's limits is dropped from the end, but no button, and the message says so. */
export function fit(message: SlackMessage): SlackMessage {
  return { text: clamp(message.text, messageText), blocks: fitBlocks(message.blocks) };
}

function fitBlocks(blocks: readonly KnownBlock[]): readonly KnownBlock[] {
  const size = blocks.reduce((sum, block) => sum + sizeOf(block), 0);
  if (blocks.length <= blocksInMessage && size <= allBlockText) return blocks;
  const buttons = blocks.filter((block) => block.type === 'actions');
  let places = blocksInMessage - 1 - buttons.length;
  let room = allBlockText - buttons.reduce((sum, block) => sum + sizeOf(block), 0);
  const kept: KnownBlock[] = [];
  for (const block of blocks) {
    if (block.type === 'actions') continue;
    places -= 1;
    room -= sizeOf(block);
    if (places < 0 || room < 0) break;
    kept.push(block);
  }
  const left = blocks.length - buttons.length - kept.length;
  const text = `:warning: ${left} ${left === 1 ? 'part' : 'parts'} of this message did not fit into Slack.`;
  return [...kept, { type: 'context', elements: [{ type: 'mrkdwn', text }] }, ...buttons];
}

/** Characters of all texts in a block, as Slack counts them. */
export function sizeOf(block: KnownBlock): number {
  let size = 0;
  const walk = (value: unknown, key: string): void => {
    if (typeof value === 'string') size += key === 'text' ? Array.from(value).length : 0;
    else if (Array.isArray(value)) for (const item of value) walk(item, key);
    else if (typeof value === 'object' && value !== null)
      for (const [name, item] of Object.entries(value)) walk(item, name);
  };
  walk(block, '');
  return size;
}
