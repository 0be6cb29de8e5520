// A page's pieces under its headings, and which headings are procedures: those with something to do below them. Parts such as
// "Diagnosis" belong to the heading that they are parts of.

import type { Part } from './entries.ts';
import { isIncidentPart, isPart, isTemplate, withoutNumber } from './headings.ts';
import { isOption } from './option-title.ts';
import type { HeadingPiece, Piece, WordsPiece } from './pieces.ts';

export interface Section {
  readonly title: string;
  /** 0 for what stands above every heading, 7 for a heading that is only bold. */
  readonly depth: number;
  readonly line: number;
  readonly pieces: Piece[];
  readonly children: Section[];
}

/** A heading with what belongs to it; whether it is a procedure depends on whether there is something to do. */
export interface Group {
  /** The headings above it and its own. */
  readonly path: readonly string[];
  readonly parts: readonly Part[];
}

/** The root holds what stands above every heading; the name of the page stands for a heading that is a template. */
export function sectionsOf(pieces: readonly Piece[], pageTitle: string): Section {
  const root: Section = { title: pageTitle, depth: 0, line: 1, pieces: [], children: [] };
  const open: Section[] = [root];
  let isFirst = true;
  for (const piece of pieces) {
    if (piece.kind === 'heading') {
      while (open.length > 1 && (open.at(-1)?.depth ?? 0) >= piece.depth) open.pop();
      const section = sectionOf(piece, pageTitle);
      open.at(-1)?.children.push(section);
      open.push(section);
      // What stands above the title of a page belongs to the page.
      if (isFirst && piece.depth === 1) for (const early of root.pieces.splice(0)) section.pieces.push(early);
      isFirst = false;
    } else open.at(-1)?.pieces.push(piece);
  }
  const title = root.children.length === 1 && root.children[0]?.depth === 1 ? root.children[0] : root;
  splitByBold(title);
  return root;
}

function sectionOf({ title, depth, line }: HeadingPiece, pageTitle: string): Section {
  const name = title === '' || isTemplate(title) ? pageTitle : withoutNumber(title);
  return { title: name, depth, line, pieces: [], children: [] };
}

// Right under the title of a page, a bold line that is no part of anything is a heading that somebody did not mark.
function splitByBold(section: Section): void {
  const isHeading = (piece: Piece): piece is WordsPiece =>
    piece.kind === 'words' && piece.isBold && !isPart(piece.text) && !isOption(piece.text);
  const first = section.pieces.findIndex(isHeading);
  if (first === -1) return;
  const below: Section[] = [];
  for (const piece of section.pieces.splice(first)) {
    if (isHeading(piece)) {
      below.push({ title: withoutNumber(piece.text), depth: 7, line: piece.line, pieces: [], children: [] });
    } else below.at(-1)?.pieces.push(piece);
  }
  section.children.unshift(...below);
}

/** In the order of the page. */
export function groupsOf(root: Section): readonly Group[] {
  const groups: Group[] = [];
  visit(root, [], groups);
  return groups.filter(({ parts }) => parts.some(({ pieces }) => pieces.length > 0));
}

function visit(section: Section, above: readonly string[], groups: Group[]): void {
  const path = section.depth === 0 ? above : [...above, section.title];
  const folded = foldedInto(section);
  const parts = [partOf(section), ...section.children.flatMap((child) => (folded.has(child) ? all(child) : []))];
  groups.push({ path: path.length === 0 ? [section.title] : path, parts });
  for (const child of section.children) if (!folded.has(child)) visit(child, path, groups);
}

/** The sections below that are parts of this one: ways to choose from, and the parts of handling an incident or of any text. */
function foldedInto({ depth, children }: Section): ReadonlySet<Section> {
  // The title of a page may be called like a part.
  if (depth === 0 && children.length === 1) return new Set();
  const ways = children.filter(({ title }) => isOption(title));
  const parts = children.filter(({ title }) => isPart(title));
  const names = new Set(parts.filter(({ title }) => isIncidentPart(title)).map(({ title }) => title.toLowerCase()));
  const isOnlyParts = parts.length + ways.length === children.length;
  return new Set(names.size >= 2 || isOnlyParts ? [...parts, ...ways] : ways);
}

function all(section: Section): Part[] {
  return [partOf(section), ...section.children.flatMap(all)];
}

function partOf({ title, depth, line, pieces }: Section): Part {
  return { title, depth, line, pieces };
}
