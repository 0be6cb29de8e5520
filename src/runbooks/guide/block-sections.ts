// A block cut at its comments: each with the commands that stand under it.

import type { Comment, Unit } from './block-draft.ts';
import { titleOfComment, wayOf } from './block-ways.ts';
import type { Way } from './block-ways.ts';

/** What stands under one comment, up to the next. */
export interface BlockSection {
  readonly way: Way;
  readonly title: string;
  readonly line: number;
  /** The last line, with empty ones at its end left out. */
  readonly end: number;
  readonly commands: readonly string[];
}

/** Commands and comments of a block in any language. */
export interface Commented {
  readonly units: readonly Unit[];
  readonly comments: readonly Comment[];
}

/** In the order of the block; what stands above the first comment is one too. */
export function sectionsOf(lines: readonly string[], read: Commented): readonly BlockSection[] {
  const starts = startsOf(lines, read);
  const result: BlockSection[] = [];
  let at = 0;
  for (const [index, start] of starts.entries()) {
    let end = (starts[index + 1]?.line ?? lines.length + 1) - 1;
    while (end > start.line && (lines[end - 1] ?? '').trim() === '') end -= 1;
    const commands: string[] = [];
    for (let unit = read.units[at]; unit !== undefined && unit.line <= end; unit = read.units[at]) {
      if (unit.line >= start.line) commands.push(unit.text);
      at += 1;
    }
    result.push({ ...start, end, commands });
  }
  return result;
}

type Start = Pick<BlockSection, 'way' | 'title' | 'line'>;

// A comment begins a section when it follows a command, an empty line or nothing, or when it announces a way.
function startsOf(lines: readonly string[], read: Commented): readonly Start[] {
  const starts: Start[] = [];
  const [first] = read.units;
  for (const [index, { line, text }] of read.comments.entries()) {
    const before = read.comments[index - 1];
    const way = wayOf(text);
    const isNew = before === undefined || before.line !== line - 1 || (lines[line - 2] ?? '').trim() === '';
    if ((!isNew && way === 'plain') || text.startsWith('!') || text.trim() === '') continue;
    starts.push({ way, title: titleOfComment(text), line });
  }
  const head = starts[0]?.line ?? Infinity;
  if (first !== undefined && first.line < head) {
    const title = titleOfComment(first.text.split('\n', 1)[0]?.slice(0, 80) ?? '');
    return [{ way: 'plain', title, line: first.line }, ...starts];
  }
  return starts;
}
