// A page's tree as pieces in the order of the page: headings, words, blocks, list items, tables. Nothing is judged here.

import type { Blockquote, Code, Heading, Html, ListItem, Nodes, Paragraph, Root, Table } from 'mdast';
import { readHtml } from './html.ts';
import { withoutTail } from './text-ends.ts';
import { inlineCodes, plainWords } from './words.ts';

interface Lines {
  /** Counting from 1. */
  readonly line: number;
  readonly endLine: number;
}

export interface HeadingPiece extends Lines {
  readonly kind: 'heading';
  /** 1 to 6. */
  readonly depth: number;
  readonly title: string;
}

export interface WordsPiece extends Lines {
  readonly kind: 'words';
  readonly text: string;
  /** What a bold beginning or a final colon makes a label: `Symptoms`. */
  readonly label?: string;
  /** Nothing but bold words: often a heading. */
  readonly isBold: boolean;
}

export interface BlockPiece extends Lines {
  readonly kind: 'block';
  /** Everything after the fence's marks. */
  readonly info: string;
  readonly text: string;
}

export interface ItemPiece extends Lines {
  readonly kind: 'item';
  readonly marker: 'ordered' | 'bullet' | 'task';
  readonly text: string;
  /** The inline code in its own words. */
  readonly codes: readonly string[];
  /** Nothing but a link, as in a table of contents. */
  readonly isLink: boolean;
  readonly children: readonly Piece[];
}

export interface TablePiece extends Lines {
  readonly kind: 'table';
  readonly header: readonly string[];
  readonly rows: readonly {
    readonly cells: readonly string[];
    readonly codes: readonly string[];
    readonly line: number;
  }[];
}

export type Piece = HeadingPiece | WordsPiece | BlockPiece | ItemPiece | TablePiece;

export interface Pieces {
  readonly pieces: readonly Piece[];
  /** Lines of a `<pre>` that an empty line tears. */
  readonly torn: readonly number[];
}

export function piecesOf(tree: Root): Pieces {
  const torn: number[] = [];
  const pieces = tree.children.flatMap((node): Piece[] => {
    if (node.type !== 'heading') return piecesOfNode(node, torn);
    return [{ kind: 'heading', depth: node.depth, title: plainWords(node), ...linesOf(node) }];
  });
  return { pieces, torn };
}

function piecesOfNode(node: Nodes, torn: number[]): Piece[] {
  if (node.type === 'heading') return innerHeading(node);
  if (node.type === 'paragraph') return words(node);
  if (node.type === 'code') return [block(node)];
  if (node.type === 'list') return node.children.map((child) => item(child, node.ordered === true, torn));
  if (node.type === 'blockquote') return quote(node, torn);
  if (node.type === 'footnoteDefinition') return node.children.flatMap((child) => piecesOfNode(child, torn));
  if (node.type === 'table') return [table(node)];
  return node.type === 'html' ? html(node, torn) : [];
}

// In a list or a quote it divides no page.
function innerHeading(node: Heading): Piece[] {
  const text = plainWords(node);
  return text === '' ? [] : [{ kind: 'words', text, label: text, isBold: true, ...linesOf(node) }];
}

function words(node: Paragraph): Piece[] {
  const text = plainWords(node);
  if (text === '') return [];
  const { children } = node;
  const [first] = children;
  const rest = children.slice(1).map(plainWords).join(' ').trim();
  const isBold = first?.type === 'strong' && /^[:.\s]*$/.test(rest);
  const label = labelOf(text, first?.type === 'strong' ? plainWords(first) : '', rest);
  const piece = { kind: 'words', text, isBold, ...linesOf(node) } as const;
  return [label === undefined ? piece : { ...piece, label }];
}

const longestLabel = 60;

// "**Symptoms**: it is slow", "**Symptoms:** it is slow", "**Symptoms**", "Symptoms:".
function labelOf(text: string, bold: string, rest: string): string | undefined {
  const label = bold.endsWith(':') || /^(?:\([^()]*\)\s*)?(?::|$)/.test(rest) ? bold : '';
  const found = withoutTail(label === '' && text.endsWith(':') ? text : label, ':.');
  return found === '' || found.length > longestLabel ? undefined : found;
}

function block(node: Code): BlockPiece {
  const info = [node.lang, node.meta].filter((part) => typeof part === 'string').join(' ');
  return { kind: 'block', info, text: node.value, ...linesOf(node) };
}

// A box that somebody drew, or the one that remark-gfm does not know: `[]`.
const drawnBox = /^(?:[☐☑☒□▢]|\[\s?\])\s*/u;

function item(node: ListItem, isOrdered: boolean, torn: number[]): ItemPiece {
  const [first, ...rest] = node.children;
  const own = first?.type === 'paragraph' ? first : undefined;
  const text = own === undefined ? '' : plainWords(own);
  const isTask = typeof node.checked === 'boolean' || drawnBox.test(text);
  return {
    kind: 'item',
    marker: isTask ? 'task' : isOrdered ? 'ordered' : 'bullet',
    text: text.replace(drawnBox, ''),
    codes: own === undefined ? [] : inlineCodes(own),
    isLink: own !== undefined && own.children.length === 1 && own.children[0]?.type === 'link',
    children: (own === undefined ? node.children : rest).flatMap((child) => piecesOfNode(child, torn)),
    ...linesOf(node),
  };
}

// `> [!WARNING]` of GitHub: https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#alerts
const alert = /^\[!([A-Za-z]+)\]\s*/;

function quote(node: Blockquote, torn: number[]): Piece[] {
  const pieces = node.children.flatMap((child) => piecesOfNode(child, torn));
  return pieces.map((piece, index): Piece => {
    if (index > 0 || piece.kind !== 'words') return piece;
    return { ...piece, text: piece.text.replace(alert, (_found, kind: string) => `${asName(kind)}: `).trim() };
  });
}

function asName(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
}

function table(node: Table): TablePiece {
  const [head, ...body] = node.children;
  return {
    kind: 'table',
    header: head?.children.map(plainWords) ?? [],
    rows: body.map((row) => ({
      cells: row.children.map(plainWords),
      codes: row.children.flatMap(inlineCodes),
      line: linesOf(row).line,
    })),
    ...linesOf(node),
  };
}

function html(node: Html, torn: number[]): Piece[] {
  const { line } = linesOf(node);
  const read = readHtml(node.value);
  if (read.torn !== undefined) torn.push(line + read.torn);
  return read.parts.map(({ kind, text, info, line: offset }): Piece => {
    const lines = { line: line + offset, endLine: line + offset + text.split('\n').length - 1 };
    return kind === 'code' ? { kind: 'block', info, text, ...lines } : { kind, text, isBold: false, ...lines };
  });
}

function linesOf({ position }: Nodes): Lines {
  return { line: position?.start.line ?? 1, endLine: position?.end.line ?? 1 };
}
