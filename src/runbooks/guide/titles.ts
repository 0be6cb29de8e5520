// Which of the words before a step are its title. The rest is kept beside it.

import type { WordsEntry } from './entries.ts';
import { withoutTail } from './text-ends.ts';

export interface Introduction {
  /** In one line; empty when no words stand before. */
  readonly title: string;
  /** All the words, when they are more than the title. */
  readonly words?: string;
}

/** A card shows titles up to this length whole. */
const longestTitle = 160;

/** `words` are those since the step before. */
export function introduce(words: readonly WordsEntry[]): Introduction {
  const last = words.findLast(({ role }) => role !== 'row');
  if (last === undefined) return words.length === 0 ? { title: '' } : { title: '', words: together(words) };
  const title = titleOf(last) || titleOf(words.findLast(({ label }) => label !== undefined));
  return words.length === 1 && title === titleOf(last) && title !== '' ? { title } : { title, words: together(words) };
}

/** Of the words before the first step: what introduces it, and what introduces the procedure. */
export function splitPurpose(words: readonly WordsEntry[]): {
  readonly purpose: readonly WordsEntry[];
  readonly rest: WordsEntry[];
} {
  const last = words.at(-1);
  const leads = last !== undefined && (last.role === 'heading' || last.role === 'bold' || leadsOn(last));
  return leads ? { purpose: words.slice(0, -1), rest: words.slice(-1) } : { purpose: words, rest: [] };
}

function leadsOn({ text, role }: WordsEntry): boolean {
  return (text.endsWith(':') && titleable(text)) || (role === 'item' && !text.startsWith('- '));
}

/** The words as the page has them, a line for each piece. */
export function together(words: readonly WordsEntry[]): string {
  return words.map(({ text }) => text).join('\n');
}

function titleOf(entry: WordsEntry | undefined): string {
  if (entry === undefined || !titleable(entry.text)) return '';
  return withoutTail(entry.text.replace(/^- /, ''), ':');
}

function titleable(text: string): boolean {
  return text.length <= longestTitle && !text.includes('\n');
}
