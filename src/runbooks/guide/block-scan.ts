// Reads a script line by line just far enough to know where a command ends and what each character is to the shell.
// Rules: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html

import { angleLength } from './block-angles.ts';
import { scanOperator, scanWord } from './block-scan-code.ts';
import { began, freshState, openExpansion, put } from './block-scan-state.ts';
import type { Closers, ScanState } from './block-scan-state.ts';

/**
 * One letter per character: `c` code, `s` single-quoted, `d` double-quoted, `h` heredoc body, `#` comment, `p` placeholder.
 */
export type Mask = string;

export interface Scanned {
  /** How many lines it takes. */
  readonly count: number;
  /** The lines, without prompts for more. */
  readonly text: string;
  /** As long as `text`; a line end carries the letter of what it stands in. */
  readonly mask: Mask;
}

// https://www.gnu.org/software/bash/manual/html_node/Controlling-the-Prompt.html
const promptForMore = /^\s*> ?/;

/** For the lines from `from` up to `to`. */
export function closersOf(lines: readonly string[], from: number, to: number): Closers {
  const quotes = new Map<string, number>();
  const words = new Map<string, number>();
  for (let index = from; index < to; index += 1) {
    const line = lines[index] ?? '';
    for (const quote of [`'`, '"', '`']) if (line.includes(quote)) quotes.set(quote, index);
    if (line.length <= 100) words.set(line.trim(), index).set(line.replace(promptForMore, '').trim(), index);
  }
  return { quotes, words };
}

export interface ScanRange {
  readonly lines: readonly string[];
  readonly start: number;
  /** The command ends before this line, whatever is still open. */
  readonly limit: number;
  readonly closers: Closers;
  readonly structured: boolean;
  /** A line that goes on may have the shell's own prompt for more, `> `. */
  readonly prompted: boolean;
}

/** The lines of the command that begins at `start`; undefined when something stays open up to `limit`. */
export function scanCommand({ lines, start, limit, closers, structured, prompted }: ScanRange): Scanned | undefined {
  const state = freshState(closers, structured, start);
  const read: string[] = [];
  const masks: Mask[] = [];
  for (let at = start; at < limit; at += 1) {
    const written = lines[at] ?? '';
    const line = prompted && at > start ? written.replace(promptForMore, '') : written;
    state.line = at;
    read.push(line);
    masks.push(scanLine(line, state));
    if (isWhole(state)) return scanned(read, masks);
  }
  // A `\` or a `|` at the very end waits for nothing that could come.
  return state.open.length === 0 && state.heredocs.length === 0 ? scanned(read, masks) : undefined;
}

function scanned(lines: readonly string[], masks: readonly Mask[]): Scanned {
  const text = lines.join('\n');
  return { count: lines.length, text, mask: masks.join('').slice(0, text.length) };
}

function isWhole(state: ScanState): boolean {
  return state.open.length === 0 && state.heredocs.length === 0 && !state.continues && !state.pending;
}

function scanLine(line: string, state: ScanState): Mask {
  const heredoc = state.heredocs[0];
  if (heredoc?.inBody === true) {
    const isEnd = line.trim() === heredoc.word;
    if (isEnd) state.heredocs.shift();
    return `${'h'.repeat(line.length)}${isEnd && state.heredocs.length === 0 ? 'c' : 'h'}`;
  }
  const isContinued = state.continues;
  state.continues = false;
  const top = state.open.at(-1);
  if (top !== "'" && top !== '"') {
    if (!isContinued && !state.pending) state.atCommand = true;
    state.wordStart = true;
  }
  const mask: string[] = [];
  for (let at = 0; at < line.length;) {
    const end = scanAt(line, at, state, mask);
    at = Math.max(end, at + 1);
  }
  for (const waiting of state.heredocs) waiting.inBody = true;
  const last = state.open.at(-1);
  return `${mask.join('')}${last === '"' ? 'd' : last === "'" || last === "$'" ? 's' : 'c'}`;
}

function scanAt(line: string, at: number, state: ScanState, mask: string[]): number {
  const top = state.open.at(-1);
  if (top === "'") return scanSingle(line, at, state, mask);
  if (top === "$'") return scanAnsi(line, at, state, mask);
  return top === '"' ? scanDouble(line, at, state, mask) : scanCode(line, at, state, mask);
}

function scanSingle(line: string, at: number, state: ScanState, mask: string[]): number {
  const close = line.indexOf("'", at);
  const end = close === -1 ? line.length : close + 1;
  put(mask, 's', end - at);
  if (close !== -1) state.open.pop();
  return end;
}

function scanAnsi(line: string, at: number, state: ScanState, mask: string[]): number {
  const length = line[at] === '\\' ? 2 : 1;
  if (line[at] === "'") state.open.pop();
  put(mask, 's', Math.min(length, line.length - at));
  return at + length;
}

function scanDouble(line: string, at: number, state: ScanState, mask: string[]): number {
  const character = line[at];
  if (character === '\\') {
    put(mask, 'd', Math.min(2, line.length - at));
    return at + 2;
  }
  if (character === '"') state.open.pop();
  else if (state.structured && character === '$' && (line[at + 1] === '(' || line[at + 1] === '{')) {
    return openExpansion(line, at, state, mask);
  } else if (state.structured && character === '`') {
    state.open.push('`');
    state.atCommand = true;
    put(mask, 'c', 1);
    return at + 1;
  }
  put(mask, 'd', 1);
  return at + 1;
}

function scanCode(line: string, at: number, state: ScanState, mask: string[]): number {
  const character = line[at] ?? '';
  if (/\s/.test(character)) {
    state.wordStart = true;
    put(mask, 'c', 1);
    return at + 1;
  }
  if (character === '#' && state.wordStart && state.open.at(-1) !== '${') {
    put(mask, '#', line.length - at);
    return line.length;
  }
  if (character === '\\') {
    if (at + 1 === line.length) state.continues = true;
    state.wordStart = false;
    put(mask, 'c', Math.min(2, line.length - at));
    return at + 2;
  }
  const placeholder = character === '<' || character === '&' ? placeholderAt(line, at, state) : 0;
  if (placeholder > 0) {
    began(state);
    put(mask, 'p', placeholder);
    return at + placeholder;
  }
  if (character === "'" || character === '"' || character === '`') return scanQuote(line, at, state, mask);
  if (/[;&|()<>$]/.test(character)) return scanOperator(line, at, state, mask);
  return scanWord(line, at, state, mask);
}

function placeholderAt(line: string, at: number, state: ScanState): number {
  const length = angleLength(line, at);
  const isHeredoc = line.startsWith('<<', at) && state.closers.words.has(line.slice(at + 2, at + length - 2));
  return isHeredoc ? 0 : length;
}

function scanQuote(line: string, at: number, state: ScanState, mask: string[]): number {
  const quote = line[at] ?? '';
  if (quote === '`' && state.open.at(-1) === '`') {
    state.open.pop();
    put(mask, 'c', 1);
    return at + 1;
  }
  const isClosed = line.includes(quote, at + 1) || (state.closers.quotes.get(quote) ?? -1) > state.line;
  began(state);
  if (!isClosed || (quote === '`' && !state.structured)) {
    put(mask, 'c', 1);
    return at + 1;
  }
  const isAnsi = quote === "'" && line[at - 1] === '$';
  state.open.push(isAnsi ? "$'" : quote);
  if (quote === '`') {
    state.atCommand = true;
    state.wordStart = true;
  }
  put(mask, quote === "'" ? 's' : quote === '"' ? 'd' : 'c', 1);
  return at + 1;
}
