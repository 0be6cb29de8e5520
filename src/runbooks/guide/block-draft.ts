// What is collected while the lines of a block are read: commands, comments, and what is neither.

import { likeness } from './block-likeness.ts';
import type { Likeness } from './block-likeness.ts';
import { insideNow, noteTyped } from './block-places.ts';
import type { Places } from './block-places.ts';
import type { Console } from './block-prompts.ts';
import { closersOf, scanCommand } from './block-scan.ts';
import type { Mask } from './block-scan.ts';

/** One command with everything that belongs to it: continuations, heredocs, a whole loop. Lines count from 1. */
export interface Unit {
  readonly line: number;
  readonly count: number;
  readonly console: Console;
  readonly text: string;
  /** Empty when it is no shell that reads it. */
  readonly mask: Mask;
  readonly likeness: Likeness;
  /** What it is typed into, when something was opened before it. */
  readonly inside?: string;
}

export interface Comment {
  readonly line: number;
  /** Without its sign. */
  readonly text: string;
}

/** Grows from line to line. */
export interface Draft {
  readonly places: Places;
  readonly units: Unit[];
  readonly comments: Comment[];
  readonly output: string[];
  readonly strays: { line: number; what: string }[];
  readonly loose: number[];
}

/** How a script can be read; gets plainer where it is no whole script. */
export interface Mode {
  structured: boolean;
  /** Every line is a command of its own: for what cannot be read in any other way. */
  literal: boolean;
  readonly prompted: boolean;
}

/** Notes a command, and what it opens or leaves. */
function add(draft: Draft, unit: Unit): void {
  const inside = insideNow(draft.places) ?? (unit.console === 'shell' ? undefined : 'a console');
  draft.units.push(inside === undefined ? unit : { ...unit, inside });
  noteTyped(draft.places, unit.text, unit.mask);
}

/** Notes what is typed into a console. */
export function typed(draft: Draft, at: number, end: number, console: Console, text: string): void {
  add(draft, { line: at + 1, count: end - at, console, text: text.trim(), mask: '', likeness: 'certain' });
}

/** Reads the shell command that begins at `start`; returns the first line after it. */
export function shellUnit(
  lines: readonly string[],
  start: number,
  limit: number,
  mode: Mode,
  draft: Draft,
  closers = closersOf(lines, start, limit),
): number {
  const range = { lines, start, limit, closers, prompted: mode.prompted };
  let found = mode.literal ? undefined : scanCommand({ ...range, structured: mode.structured });
  if (found === undefined && mode.structured) {
    mode.structured = false;
    found = scanCommand({ ...range, structured: false });
  }
  if (found === undefined) mode.literal = true;
  const line = lines[start] ?? '';
  const { count, text, mask } = found ?? { count: 1, text: line, mask: 'c'.repeat(line.length) };
  const from = text.length - text.trimStart().length;
  const end = text.trimEnd().length;
  // A blank behind a `\` at the end means something.
  const to = text[end - 1] === '\\' ? Math.min(end + 1, text.length) : end;
  const written = text.slice(from, to);
  add(draft, {
    line: start + 1,
    count,
    console: 'shell',
    text: written,
    mask: mask.slice(from, to),
    likeness: likeness(written.split('\n', 1)[0] ?? ''),
  });
  return start + count;
}

// No statement has more lines; a text without any end would cost its length for each of its lines.
const longestStatement = 300;

/** The first line after a statement: without prompts for more it goes on to the line that ends it, if one does. */
export function endOfStatement(lines: readonly string[], at: number, limit: number): number {
  if (/^\s*\\/.test(lines[at] ?? '')) return at + 1;
  for (let line = at; line < Math.min(limit, at + longestStatement) && (lines[line] ?? '').trim() !== ''; line += 1) {
    if (/;\s*(?:--.*)?$|\\[gG]\s*$/.test(lines[line] ?? '')) return line + 1;
  }
  return at + 1;
}

/** A comment without its sign. */
export function comment(line: string, at: number): Comment {
  return { line: at + 1, text: line.trim().replace(/^#+\s?/, '') };
}
