// Rows as columns that stand below each other, whatever is in them: wide letters and emoji take two places. The last column is cut to the
// width of the screen, and says so with `…`; no other is, and nothing is where nobody watches.

import measure from 'fast-string-truncated-width';
import type { Screen, Tone } from './screen.ts';

export interface Cell {
  readonly text: string;
  readonly tone?: Tone;
  /** Numbers stand at the right edge. */
  readonly isNumber?: true;
}

/** Less than that of a last column is not worth its cutting. */
const leastLast = 20;

export function table(
  { paint, width }: Pick<Screen, 'paint' | 'width'>,
  heads: readonly string[],
  rows: readonly (readonly Cell[])[],
): string[] {
  const titled = [heads.map((text): Cell => ({ text, tone: 'quiet' })), ...rows];
  const widths = heads.map((_, column) => Math.max(...titled.map((row) => widthOf(row[column]?.text ?? ''))));
  const before = widths.slice(0, -1).reduce((sum, each) => sum + each + 2, 0);
  const room = width === undefined ? Infinity : Math.max(leastLast, width - before);
  return titled.map((row) =>
    row
      .map(({ text, tone, isNumber }, column) => {
        const isLast = column === heads.length - 1;
        const shown = isLast ? cutTo(room, text) : text;
        const gap = gapAfter(shown, widths[column] ?? 0);
        const painted = tone === undefined ? shown : paint(tone, shown);
        if (isNumber === true) return `${gap}${painted}`;
        return isLast ? painted : `${painted}${gap}`;
      })
      .join('  ')
      .trimEnd(),
  );
}

/** What is missing to a width. */
export function gapAfter(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - widthOf(text)));
}

export function widthOf(text: string): number {
  return measure(text).width;
}

export function cutTo(room: number, text: string): string {
  if (widthOf(text) <= room) return text;
  const { index } = measure(text, { limit: room, ellipsis: '…', ellipsisWidth: 1 });
  return `${text.slice(0, index)}…`;
}
