// A page as sections: each heading with its words and what stands under it, in document order. Nothing is judged here.

import type { Code, ListItem, Nodes, Root } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { type InfoString, readInfoString } from './info-string.ts';

export interface Fence {
  readonly kind: 'fence';
  readonly info: InfoString;
  readonly text: string;
  /** The author's words since the step before, as plain text. */
  readonly words: string;
  /** The line of the opening fence; the text begins on the next. */
  readonly line: number;
}

export interface Task {
  readonly kind: 'task';
  readonly text: string;
  readonly words: string;
  readonly line: number;
}

export interface Section {
  readonly title: string;
  /** 1 to 6; 0 for what stands above the first heading. */
  readonly depth: number;
  readonly line: number;
  readonly purpose: string;
  readonly settings?: { readonly text: string; readonly line: number };
  /** Further settings blocks, or one that comes after a step: both are mistakes. */
  readonly strayBlocks: readonly number[];
  readonly items: readonly (Fence | Task)[];
}

interface Draft {
  readonly title: string;
  readonly depth: number;
  readonly line: number;
  words: string[];
  purpose: string[] | undefined;
  settings: { text: string; line: number } | undefined;
  readonly strayBlocks: number[];
  readonly items: (Fence | Task)[];
}

export function outline(tree: Root, source: string): readonly Section[] {
  const drafts: Draft[] = [draft('', 0, 1)];
  for (const node of tree.children) {
    if (node.type === 'heading') drafts.push(draft(plain(node), node.depth, lineOf(node)));
    else visit(node, drafts.at(-1), source);
  }
  return drafts.map(({ title, depth, line, words, purpose, settings, strayBlocks, items }) => {
    const section = { title, depth, line, purpose: (purpose ?? words).join('\n'), strayBlocks, items };
    return settings === undefined ? section : { ...section, settings };
  });
}

function draft(title: string, depth: number, line: number): Draft {
  return { title, depth, line, words: [], purpose: undefined, settings: undefined, strayBlocks: [], items: [] };
}

function visit(node: Nodes, section: Draft | undefined, source: string): void {
  if (section === undefined) return;
  if (node.type === 'paragraph') section.words.push(plain(node));
  else if (node.type === 'code') visitCode(node, section, source);
  else if (node.type === 'blockquote') for (const child of node.children) visit(child, section, source);
  else if (node.type === 'list') {
    endPurpose(section);
    for (const item of node.children) visitItem(item, section, source);
  }
}

function visitItem(item: ListItem, section: Draft, source: string): void {
  const own = item.children.filter((child) => child.type === 'paragraph').map(plain);
  const isTask = typeof item.checked === 'boolean';
  if (isTask) {
    section.items.push({ kind: 'task', text: own.join('\n'), words: section.words.join(' '), line: lineOf(item) });
  }
  if (isTask || own.length > 0) section.words = [];
  for (const child of item.children) if (!isTask || child.type !== 'paragraph') visit(child, section, source);
}

function visitCode(node: Code, section: Draft, source: string): void {
  const start = node.position?.start.offset ?? 0;
  const [opening = ''] = source.slice(start).split('\n', 1);
  const fence = /^(?:`{3,}|~{3,})(.*)$/.exec(opening);
  if (fence === null) return;
  const info = readInfoString(fence[1] ?? '');
  const line = lineOf(node);
  if (info.language === 'yaml' && info.attributes[0]?.name === 'procedure') {
    if (section.settings !== undefined || section.items.length > 0) section.strayBlocks.push(line);
    else {
      section.settings = { text: node.value, line };
      endPurpose(section);
    }
    return;
  }
  endPurpose(section);
  section.items.push({ kind: 'fence', info, text: node.value, words: section.words.join(' '), line });
  section.words = [];
}

// Without a settings block, the introduction ends where the first block or list begins.
function endPurpose(section: Draft): void {
  if (section.purpose !== undefined) return;
  section.purpose = section.words;
  section.words = [];
}

function plain(node: Nodes): string {
  return toString(node).replace(/\s+/g, ' ').trim();
}

function lineOf(node: Nodes): number {
  return node.position?.start.line ?? 1;
}
