// The pieces of one procedure as entries in a row: words, blocks, and things to do. Which list items are to be done is decided here.
// Nothing is dropped: what is not to be done is words.

import { isDoing, isTelling } from './headings.ts';
import { isInstruction } from './instruction.ts';
import { isOptionLine } from './option-title.ts';
import type { BlockPiece, ItemPiece, Piece, TablePiece } from './pieces.ts';
import { bulletThreshold, tableThresholds, type Stated } from './thresholds.ts';

interface Lines {
  readonly line: number;
  readonly endLine: number;
}

export interface WordsEntry extends Lines {
  readonly kind: 'words';
  readonly text: string;
  readonly role: 'heading' | 'bold' | 'paragraph' | 'item' | 'row';
  /** For a heading 1 to 7; for an item how deep its list lies in others. */
  readonly depth: number;
  readonly label?: string;
  readonly stated: readonly Stated[];
}

export interface BlockEntry extends Lines {
  readonly kind: 'block';
  readonly info: string;
  readonly text: string;
}

export interface DoEntry extends Lines {
  readonly kind: 'do';
  readonly text: string;
  readonly codes: readonly string[];
  /** How deep its list lies in others; undefined for what is no item. */
  readonly depth?: number;
  readonly stated: readonly Stated[];
}

export type Entry = WordsEntry | BlockEntry | DoEntry;

/** A heading whose own text belongs to a larger procedure. */
export interface Part {
  readonly title: string;
  readonly depth: number;
  readonly line: number;
  readonly pieces: readonly Piece[];
}

interface Around {
  /** The heading or label above. */
  readonly label: string;
  readonly depth: number;
  readonly isCommand: (code: string) => boolean;
}

/** `parts[0]` is the procedure itself, whose heading is no entry. */
export function entriesOf(parts: readonly Part[], isCommand: Around['isCommand']): readonly Entry[] {
  return parts.flatMap(({ title, depth, line, pieces }, index) => {
    const own = entriesOfPieces(pieces, { label: title, depth: 0, isCommand });
    if (index === 0) return own;
    const heading = { kind: 'words', text: title, role: 'heading', depth, label: title, stated: [] } as const;
    return [{ ...heading, line, endLine: line }, ...own];
  });
}

function entriesOfPieces(pieces: readonly Piece[], around: Around): Entry[] {
  let label = around.label;
  const asked = askedFor(pieces, around);
  return pieces.flatMap((piece, index): Entry[] => {
    switch (piece.kind) {
      case 'heading':
        return [];
      case 'words': {
        if (piece.label !== undefined) label = piece.label;
        const { text, line, endLine } = piece;
        const words = { kind: 'words', text, line, endLine, role: piece.isBold ? 'bold' : 'paragraph' } as const;
        const named = piece.label === undefined ? {} : { label: piece.label };
        return [{ ...words, ...named, depth: around.depth, stated: [] }];
      }
      case 'block':
        return piece.text.trim() === '' ? [] : [blockEntry(piece)];
      case 'table':
        return tableEntries(piece, around);
      case 'item':
        return itemEntries(piece, { ...around, label }, asked.has(piece), pieces[index + 1]);
    }
  });
}

function blockEntry({ info, text, line, endLine }: BlockPiece): BlockEntry {
  return { kind: 'block', info, text, line, endLine };
}

function itemEntries(item: ItemPiece, around: Around, isAsked: boolean, next: Piece | undefined): Entry[] {
  const { text, line, endLine } = item;
  const label = text.endsWith(':') ? text.slice(0, -1) : '';
  const inner = entriesOfPieces(item.children, { ...around, label, depth: around.depth + 1 });
  if (text === '') return inner;
  const { depth } = around;
  const stated = bulletThreshold(text, line, around.label);
  const words = { kind: 'words', text, role: 'item', depth, line, endLine, stated } as const;
  const isHead = inner.some(({ kind }) => kind !== 'words');
  if (!isToDo(item, around.label, isAsked)) return [{ ...words, text: `- ${text}` }, ...inner];
  if (item.marker === 'task' && isHead) return [toDo(item, text, depth, stated), ...inner];
  if (isHead) return [words, ...inner];
  // A fence that is not indented ends its list, so the last item before it says what it is for.
  if (item.marker === 'ordered' && next?.kind === 'block') return [words, ...inner];
  const more = inner.map((entry) => (entry.kind === 'words' ? entry.text : ''));
  return [toDo(item, [text, ...more].join('\n'), depth, [...stated, ...inner.flatMap(statedOf)])];
}

function toDo(item: ItemPiece, text: string, depth: number, stated: readonly Stated[]): DoEntry {
  const { codes, line, endLine } = item;
  return { kind: 'do', text, codes, depth, stated, line, endLine };
}

function statedOf(entry: Entry): readonly Stated[] {
  return entry.kind === 'block' ? [] : entry.stated;
}

function isToDo(item: ItemPiece, label: string, isAsked: boolean): boolean {
  if (item.marker === 'task') return true;
  if (item.isLink || isTelling(label)) return false;
  return item.marker === 'ordered' || isDoing(label) || isOptionLine(item.text) || isAsked;
}

/** The bullets that ask for something. In a list most of which ask, all do: people do not begin every line alike. */
function askedFor(pieces: readonly Piece[], { isCommand }: Around): ReadonlySet<Piece> {
  const asked = new Set<Piece>();
  let list: ItemPiece[] = [];
  const decide = (): void => {
    const asking = list.filter(({ text, codes }) => isInstruction(text) || codes.some(isCommand));
    const isList = asking.length >= 2 && asking.length * 2 >= list.length;
    for (const piece of isList ? list : asking) asked.add(piece);
    list = [];
  };
  for (const piece of pieces) {
    if (piece.kind === 'item' && piece.marker === 'bullet') list.push(piece);
    else decide();
  }
  decide();
  return asked;
}

// A row that names a command is to be done; any other is words.
function tableEntries({ header, rows, line, endLine }: TablePiece, { depth, isCommand }: Around): Entry[] {
  const stated = new Map(tableThresholds(header, rows).map((each) => [each.line, each]));
  const isCommands = header.some((name) => /^(?:command|commands|cmd)\b/i.test(name));
  const names = header.filter((name) => name !== '').join(' · ');
  if (rows.length === 0) return [{ kind: 'words', text: names, role: 'row', depth, stated: [], line, endLine }];
  return rows.map((row): Entry => {
    const cells = row.cells
      .map((cell, index) => ({ name: header[index] ?? '', cell }))
      .filter(({ cell }) => cell !== '');
    const text = cells
      .map(({ name, cell }, index) => (index === 0 || name === '' ? cell : `${name} ${cell}`))
      .join(' · ');
    const found = stated.get(row.line);
    const own = found === undefined ? [] : [found];
    const lines = { line: row.line, endLine: row.line };
    if (isCommands && row.codes.some(isCommand)) return { kind: 'do', text, codes: row.codes, stated: own, ...lines };
    return { kind: 'words', text, role: 'row', depth, stated: own, ...lines };
  });
}
