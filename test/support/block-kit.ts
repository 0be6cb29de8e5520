// What Slack would say to a message or a form, asked of the local Slack's own rules; and which mentions in it are live.

import { ApiError } from '../../practice/slack/api-error.ts';
import { viewProblems } from '../../practice/slack/block-kit/check-view.ts';
import { readContent } from '../../practice/slack/content.ts';
import type { SlackMessage } from '../../src/slack/fit.ts';

/** Empty when Slack takes it, as an edit or a private answer too: they are held to more than a post. */
export function refusals(message: SlackMessage): readonly string[] {
  try {
    readContent({ text: message.text, blocks: message.blocks }, { use: 'edit' });
    return [];
  } catch (thrown) {
    if (!(thrown instanceof ApiError)) throw thrown;
    return [thrown.error, JSON.stringify(thrown.extra)];
  }
}

export function formRefusals(view: object): readonly string[] {
  return viewProblems({ ...view }, 'modal');
}

/** Every `<@…>`, `<#…>`, `<!…>` in the texts that Slack reads as markup. Times are no mentions. */
export function mentionsIn(message: SlackMessage): readonly string[] {
  return [message.text, ...markup(message.blocks)].flatMap(liveMentions);
}

export function liveMentions(text: string): string[] {
  return Array.from(text.matchAll(/<(?!!date\^)[@#!][^<>]*>/g), ([found]) => found);
}

function markup(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(markup);
  if (typeof value !== 'object' || value === null) return [];
  const fields = Object.entries(value);
  const isMarkup = fields.some(([key, held]) => key === 'type' && held === 'mrkdwn');
  return fields.flatMap(([key, held]) =>
    key === 'text' && typeof held === 'string' ? (isMarkup ? [held] : []) : markup(held),
  );
}
