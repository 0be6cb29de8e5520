// The simple commands of a scanned script, in the order in which they begin: programs with their words, whatever they stand in.

import { remembering } from '../remembering.ts';
import type { Mask } from './block-scan.ts';

export interface ShellWord {
  /** As written. */
  readonly raw: string;
  /** Without its quotes. */
  readonly text: string;
  readonly start: number;
}

export interface SimpleCommand {
  readonly words: readonly ShellWord[];
  /** The names of `X=…` in front of it, or alone: then it sets them. */
  readonly assigned: readonly string[];
  /** Something is fed to it: `<`, a heredoc, a pipe. */
  readonly isFed: boolean;
  /** Its output goes into a pipe. */
  readonly isPiped: boolean;
  /** 0 at the top level; more inside `$(…)` and brackets. */
  readonly depth: number;
}

interface Draft {
  readonly words: ShellWord[];
  readonly assigned: string[];
  isFed: boolean;
  isPiped: boolean;
  readonly depth: number;
  raw: string;
  text: string;
  start: number;
  /** The next word belongs to a redirection. */
  skipNext: boolean;
}

interface Reading {
  readonly text: string;
  readonly mask: Mask;
  readonly found: Draft[];
  readonly open: { readonly draft: Draft; readonly closer: string }[];
  now: Draft;
}

/** Neither ends a word nor means anything in one. */
const plain = /[\w./:=,@%+-]/;
const keywords = /^(?:if|then|elif|else|fi|do|done|while|until|esac|!|time|\{|\})$/;

// What is missing, set, offered and opened is asked of a block one after the other.
const rememberedScripts = 50;

const ofBoth = remembering(rememberedScripts, (both) => {
  const { length } = both;
  return commandsOf(both.slice(0, length / 2), both.slice(length / 2));
});

/** `mask` is as long as `text`; line ends carry the letter of what they stand in. */
export function simpleCommands(text: string, mask: Mask): readonly SimpleCommand[] {
  return mask.length === text.length ? ofBoth(text + mask) : commandsOf(text, mask);
}

function commandsOf(text: string, mask: Mask): readonly SimpleCommand[] {
  const reading: Reading = { text, mask, found: [], open: [], now: draft(0, false) };
  reading.found.push(reading.now);
  for (let at = 0; at < text.length; at += 1) at = readAt(reading, at);
  endWord(reading.now);
  for (const { draft: outer } of reading.open) endWord(outer);
  return reading.found.filter((each) => each.words.length > 0 || each.assigned.length > 0);
}

function draft(depth: number, isFed: boolean): Draft {
  return { words: [], assigned: [], isFed, isPiped: false, depth, raw: '', text: '', start: 0, skipNext: false };
}

/** Returns the place of the last character that was read. */
function readAt(reading: Reading, at: number): number {
  const { text, mask, now } = reading;
  const letter = mask[at];
  const character = text[at] ?? '';
  if (letter === '#' || letter === 'h') return at;
  if (letter !== 'c') {
    const isSign =
      (letter === 's' && character === "'") || (letter === 'd' && character === '"' && text[at - 1] !== '\\');
    grow(now, character, isSign ? '' : character, at);
    return at;
  }
  if (character === '\\') {
    const next = text[at + 1] ?? '';
    if (next !== '\n') grow(now, character + next, next, at);
    return at + 1;
  }
  if (character === '(' || character === '`' || character === ')') bracket(reading, character, at);
  else if (/\s/.test(character) && character !== '\n') endWord(now);
  else if (/[;&|\n]/.test(character)) separator(reading, character, at);
  else if (/[<>]/.test(character) && text[at + 1] !== '(') redirection(now, character);
  else return growPlain(reading, character, at);
  return at;
}

/** Takes the plain letters that follow too: to put a word together letter by letter takes most of the time and memory. */
function growPlain({ text, mask, now }: Reading, character: string, at: number): number {
  let end = at + character.length;
  while (mask[end] === 'c' && plain.test(text[end] ?? '')) end += 1;
  const piece = text.slice(at, end);
  grow(now, piece, piece, at);
  return end - 1;
}

function grow(now: Draft, raw: string, text: string, at: number): void {
  if (now.raw === '') now.start = at;
  now.raw += raw;
  now.text += text;
}

function bracket(reading: Reading, character: string, at: number): void {
  const top = reading.open.at(-1);
  const closes = top !== undefined && top.closer === character;
  if (closes) {
    endWord(reading.now);
    reading.open.pop();
    reading.now = top.draft;
    grow(reading.now, '…', '…', at);
  } else if (character === ')') {
    nextCommand(reading, false);
  } else {
    reading.open.push({ draft: reading.now, closer: character === '(' ? ')' : '`' });
    reading.now = draft(reading.open.length, false);
    reading.found.push(reading.now);
  }
}

function separator(reading: Reading, character: string, at: number): void {
  const { text, now } = reading;
  const before = text[at - 1];
  const after = text[at + 1];
  if (character === '&' && (before === '>' || before === '<' || after === '>')) return;
  const isPipe = character === '|' && before !== '|' && after !== '|';
  if (isPipe) now.isPiped = true;
  nextCommand(reading, isPipe);
}

function nextCommand(reading: Reading, isFed: boolean): void {
  endWord(reading.now);
  const isEmpty = reading.now.words.length === 0 && reading.now.assigned.length === 0;
  if (isEmpty) {
    reading.now.isFed ||= isFed;
    return;
  }
  reading.now = draft(reading.open.length, isFed);
  reading.found.push(reading.now);
}

function redirection(now: Draft, character: string): void {
  if (/^\d+$/.test(now.raw)) now.raw = '';
  endWord(now);
  now.skipNext = true;
  if (character === '<') now.isFed = true;
}

function endWord(now: Draft): void {
  const { raw, text, start } = now;
  now.raw = '';
  now.text = '';
  if (raw === '') return;
  if (now.skipNext) {
    now.skipNext = false;
    return;
  }
  const name = /^([A-Za-z_]\w*)\+?=/.exec(raw)?.[1];
  if (now.words.length === 0 && name !== undefined) now.assigned.push(name);
  else if (now.words.length > 0 || !keywords.test(raw)) now.words.push({ raw, text, start });
}
