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
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Cuts to `max` code points with an ellipsis, never inside a surrogate pair, an entity or a `<…>` token. */
export function clamp(text: string, max: number): string {
  const points = Array.from(text);
  if (points.length <= max) return text;
  let cut = points.slice(0, max - 1).join('');
  const entity = cut.lastIndexOf('&');
  if (entity > cut.length - 6 && entity !== -1 && !cut.slice(entity).includes(';')) cut = cut.slice(0, entity);
  const token = cut.lastIndexOf('<');
  if (token !== -1 && !cut.slice(token).includes('>')) cut = cut.slice(0, token);
  return `${cut}…`;
}

/** Escaped text for mrkdwn whose own `*`, `_`, `~` and backticks stay what they are. */
export function plain(text: string, max: number): string {
  return clamp(escape(text).replaceAll(/([*_~`])/g, '\u200B$1'), max);
}

/** One line of code. */
export function code(text: string, max = 300): string {
  const oneLine = escape(text.replaceAll(/\s+/g, ' ')).replaceAll('`', '\u02CB');
  return oneLine === '' ? '' : `\`${clamp(oneLine, max)}\``;
}

/** A block of code. Backticks inside cannot close it. */
export function codeBlock(text: string, max: number): string {
  const inside = escape(text).replaceAll('```', '`\u200B`\u200B`');
  return `\`\`\`${clamp(inside, max - 6)}\`\`\``;
}

/** Slack shows it in the reader's own zone; others see UTC. */
export function time(at: Date, format: 'time' | 'date' = 'time'): string {
  const seconds = Math.floor(at.getTime() / 1000);
  const fallback = `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return `<!date^${seconds}^${format === 'time' ? '{time}' : '{date_short_pretty} {time}'}|${fallback}>`;
}

/** The last defence: what is over Slack's limits is dropped from the end, and the message says so. */
export function fit(message: SlackMessage): SlackMessage {
  const kept: KnownBlock[] = [];
  let used = 0;
  for (const block of message.blocks) {
    const size = sizeOf(block);
    if (kept.length >= blocksInMessage - 1 || used + size > allBlockText) {
      const left = message.blocks.length - kept.length;
      kept.push({
        type: 'context',
        elements: [{ type: 'mrkdwn', text: `${left} more parts do not fit here; they are in the thread.` }],
      });
      break;
    }
    kept.push(block);
    used += size;
  }
  return { text: clamp(message.text, messageText), blocks: kept };
}

function sizeOf(block: KnownBlock): number {
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
