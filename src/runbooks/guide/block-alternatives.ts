// Several ways in one block, of which one is to be taken: from the comments above its commands, or from commands that undo each other.

import { opposites } from './block-opposites.ts';
import { sectionsOf } from './block-sections.ts';
import type { BlockSection, Commented } from './block-sections.ts';
import type { Way } from './block-ways.ts';

export interface Alternative {
  readonly title: string;
  /** Counts from 1 within the block. */
  readonly line: number;
  readonly text: string;
}

// More cannot be shown as a choice.
const mostWays = 20;

interface Member {
  readonly title: string;
  readonly line: number;
  end: number;
}

/** Two or more, or none. `lines` are the block's. */
export function alternativesOf(lines: readonly string[], read: Commented): readonly Alternative[] {
  const sections = sectionsOf(lines, read);
  const told = groupsOf(sections);
  const found = told.length >= 2 ? told : opposites(sections, read.units);
  if (found.length < 2) return [];
  return found.map(({ title, line, end }) => ({
    title,
    line,
    text: lines
      .slice(line - 1, end)
      .join('\n')
      .trimEnd(),
  }));
}

function groupsOf(sections: readonly BlockSection[]): readonly Member[] {
  const found: Member[] = [];
  let group: Member[] = [];
  let acts = false;
  let kind: Way = 'plain';
  const close = (): void => {
    if (group.length >= 2 && acts) found.push(...group.slice(0, mostWays));
    group = [];
    acts = false;
    kind = 'plain';
  };
  let before: BlockSection | undefined;
  for (const section of sections) {
    const { way, title, line, end } = section;
    const isWay = way === 'option' || way === 'system';
    if (isWay && kind !== way && kind !== 'plain') close();
    if (isWay && kind === 'plain') group = [];
    if (way === 'other' && group.length === 0 && before !== undefined) {
      group = [{ title: before.title, line: before.line, end: before.end }];
      acts = before.commands.length > 0;
    }
    if (isWay || way === 'other') {
      if (way === 'option' || way === 'other') extend(group, line - 1);
      group.push({ title, line, end });
      if (isWay) kind = way;
    } else if (way === 'numbered' || kind !== 'option') close();
    else extend(group, end);
    acts ||= group.length > 0 && section.commands.length > 0;
    before = section;
  }
  close();
  return found;
}

// What stands between two ways belongs to the first.
function extend(group: readonly Member[], end: number): void {
  const last = group.at(-1);
  if (last !== undefined && end > last.end) last.end = end;
}
