// One word of a command as the shell would pass it on. What is only known at run time stands as HOLE in its text.

import type { Syntax } from './syntax.ts';
import { braceWords, knownPrint, unescapeAnsi, unescapeWord } from './expansion.ts';

/** Stands for text that is only known at run time: an expansion, a substitution, an unfilled placeholder. A private-use character. */
export const HOLE = '\uE000';
// Around blanks at which the shell begins a new word if they stand outside quotes; and between the words of an array.
const SPLIT = '\uE001';
const ITEM = '\uE002';

export interface Word {
  /** Quotes and escapes taken away. */
  readonly text: string;
  /** As written, without quotes: `$tmp/x`. Tells two words apart whose text is not known. */
  readonly written: string;
  /** Any part of it is quoted: such a word is data rather than a verb. */
  readonly quoted: boolean;
  /** Where it begins in its script; counts from 1. */
  readonly line: number;
}

/** The variables of a script whose value is certain. An array stands under `name[@]`, made by `arrayValue`. */
export type Constants = ReadonlyMap<string, string>;

/** Whether a part of the word is only known at run time. */
export function isOpen(word: Word): boolean {
  return word.text.includes(HOLE);
}

export function literalWord(text: string, line = 1): Word {
  return { text, written: text, quoted: false, line };
}

/** The words that a node of a command stands for: one, or several where a constant with blanks, an array or `{a,b}` stands. */
export function wordsOf(node: Syntax, constants: Constants): Word[] {
  const text = rawText(node, constants);
  const { line } = node;
  if (text.includes(SPLIT) || text.includes(ITEM)) {
    const parts = text.split(/\uE001\s*\uE001|\uE002/).filter(Boolean);
    return parts.map((part) => literalWord(part, line));
  }
  const isBraced = text.includes(',') && text.includes('{') && !isQuoted(node);
  const braced = isBraced ? braceWords(text) : [];
  if (braced.length > 1) return braced.map((part) => literalWord(part, line));
  return [{ text, written: node.text.replace(/["']/g, ''), quoted: isQuoted(node), line }];
}

/** The text of a node of a word, with quotes and escapes taken away. */
export function textOf(node: Syntax, constants: Constants): string {
  return rawText(node, constants).replaceAll(SPLIT, '').replaceAll(ITEM, ' ');
}

/** How the words of an array are kept among the constants. */
export function arrayValue(words: readonly Word[]): string {
  return words.map((word) => word.text).join(ITEM);
}

function rawText(node: Syntax, constants: Constants): string {
  switch (node.type) {
    case 'raw_string':
      return node.text.slice(1, -1);
    case 'ansi_c_string':
      return unescapeAnsi(node.text.slice(2, -1));
    case 'string':
      return inside(node, constants, (text) => text.replace(/\\\n/g, '').replace(/\\([$`"\\])/g, '$1'))
        .slice(1, -1)
        .replaceAll(SPLIT, '');
    case 'concatenation':
    case 'command_name':
    case 'heredoc_body':
      return inside(node, constants, unescapeWord);
    case 'simple_expansion':
    case 'expansion':
      return expanded(node.text, constants);
    case 'command_substitution':
      return substituted(node, constants);
    case 'process_substitution':
    case 'arithmetic_expansion':
      return HOLE;
    default:
      return unescapeWord(node.text);
  }
}

function expanded(text: string, constants: Constants): string {
  const name = /^\$\{?(\w+(?:\[@\])?)\}?$/.exec(text.replace('[*]', '[@]'))?.[1];
  const value = name === undefined ? undefined : constants.get(name);
  if (value !== undefined) return splitting(value);
  return name === 'IFS' ? splitting(' ') : HOLE;
}

function splitting(text: string): string {
  return text.replaceAll(/\s+/g, (blanks) => SPLIT + blanks + SPLIT);
}

// `$(echo rm)` and `$(which rm)` print what is written in them.
function substituted(node: Syntax, constants: Constants): string {
  const [command, ...more] = node.children.filter((child) => child.named);
  if (command?.type !== 'command' || more.length > 0) return HOLE;
  const words = command.children.filter((child) => child.named).flatMap((child) => wordsOf(child, constants));
  const printed = words.some(isOpen) ? undefined : knownPrint(words.map((word) => word.text));
  return printed === undefined ? HOLE : splitting(printed.trimEnd());
}

// Blanks between two expansions belong to no child of their own, so the text between the children is taken from the source.
function inside(node: Syntax, constants: Constants, unescape: (text: string) => string): string {
  let text = '';
  let at = node.start;
  for (const child of node.children) {
    text += unescape(node.text.slice(at - node.start, child.start - node.start));
    text += child.type === 'string_content' || !child.named ? unescape(child.text) : rawText(child, constants);
    at = child.end;
  }
  return text + unescape(node.text.slice(at - node.start));
}

function isQuoted(node: Syntax): boolean {
  const isString = node.type === 'string' || node.type === 'raw_string' || node.type === 'ansi_c_string';
  return isString || node.children.some(isQuoted);
}
