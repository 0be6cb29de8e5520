// One word of a command as the shell would pass it on. What is only known at run time stands as HOLE in its text.

import type { Syntax } from './syntax.ts';

/** Stands for text that is only known at run time: an expansion, a substitution, an unfilled placeholder. A private-use character. */
export const HOLE = '\uE000';

export interface Word {
  /** Quotes and escapes taken away. */
  readonly text: string;
  /** As written, without quotes: `$tmp/x`. Tells two words apart whose text is not known. */
  readonly written: string;
  /** Any part of it is quoted: such a word is data rather than a verb. */
  readonly quoted: boolean;
}

/** The variables of a script whose value is certain. */
export type Constants = ReadonlyMap<string, string>;

/** Whether a part of the word is only known at run time. */
export function isOpen(word: Word): boolean {
  return word.text.includes(HOLE);
}

export function literalWord(text: string): Word {
  return { text, written: text, quoted: false };
}

/** The words that a node of a command stands for: one, or several for an unquoted constant with blanks. */
export function wordsOf(node: Syntax, constants: Constants): Word[] {
  const text = textOf(node, constants);
  const isSplit = (node.type === 'simple_expansion' || node.type === 'expansion') && !text.includes(HOLE);
  if (isSplit) return text.split(/\s+/).filter(Boolean).map(literalWord);
  return [{ text, written: node.text.replace(/["']/g, ''), quoted: isQuoted(node) }];
}

/** The text of a node of a word, with quotes and escapes taken away. */
export function textOf(node: Syntax, constants: Constants): string {
  switch (node.type) {
    case 'raw_string':
      return node.text.slice(1, -1);
    case 'ansi_c_string':
      return unescapeAnsi(node.text.slice(2, -1));
    case 'string':
      return inside(node, constants, (text) => text.replace(/\\\n/g, '').replace(/\\([$`"\\])/g, '$1')).slice(1, -1);
    case 'concatenation':
    case 'command_name':
    case 'heredoc_body':
      return inside(node, constants, unescapeWord);
    case 'simple_expansion':
    case 'expansion':
      return constants.get(/^\$\{?(\w+)\}?$/.exec(node.text)?.[1] ?? '') ?? HOLE;
    case 'command_substitution':
    case 'process_substitution':
    case 'arithmetic_expansion':
      return HOLE;
    default:
      return unescapeWord(node.text);
  }
}

// Blanks between two expansions belong to no child of their own, so the text between the children is taken from the source.
function inside(node: Syntax, constants: Constants, unescape: (text: string) => string): string {
  let text = '';
  let at = node.start;
  for (const child of node.children) {
    text += unescape(node.text.slice(at - node.start, child.start - node.start));
    text += child.type === 'string_content' || !child.named ? unescape(child.text) : textOf(child, constants);
    at = child.end;
  }
  return text + unescape(node.text.slice(at - node.start));
}

function unescapeWord(text: string): string {
  return text.replace(/\\\n/g, '').replace(/\\(.)/gs, '$1');
}

function unescapeAnsi(text: string): string {
  const plain: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', "'": "'", '"': '"', '\\': '\\' };
  return text
    .replace(/\\x([0-9a-fA-F]{1,2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\\([ntr'"\\])/g, (_, letter: string) => plain[letter] ?? letter);
}

function isQuoted(node: Syntax): boolean {
  const isString = node.type === 'string' || node.type === 'raw_string' || node.type === 'ansi_c_string';
  return isString || node.children.some(isQuoted);
}
