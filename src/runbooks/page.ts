// A file's bytes as a Markdown tree, or the one reason why the whole file is refused. Nothing is repaired silently.

import type { Code, Nodes, Root } from 'mdast';
import { bounded } from './bounded.ts';
import { markdown } from './markdown.ts';

export const largestFile = 2 * 1024 * 1024;
const limitMs = 5000;
const deepestNesting = 100;
/** Characters in which a front matter that is never closed is looked for our own setting. */
const longestFrontMatter = 4000;

export type PageRead =
  | { readonly ok: true; readonly tree: Root; readonly source: string; readonly frontMatter: string | undefined }
  | { readonly ok: false; readonly line: number; readonly say: string; readonly hint: string };

export function readPage(bytes: Uint8Array): PageRead {
  if (bytes.byteLength > largestFile) return tooLarge();
  const nul = bytes.indexOf(0);
  if (nul !== -1) return no(lineAt(bytes, nul), 'The file holds a NUL byte', 'Save it as UTF-8 text.');
  const text = decode(bytes);
  if (text === undefined) return no(badLine(bytes), 'The file is not UTF-8', 'Save it as UTF-8 text.');
  // Otherwise a script of a page with Windows line ends would carry a carriage return into every command.
  const source = text.replace(/\r\n?/g, '\n');
  const parsed = parseMarkdown(source);
  if (parsed === undefined) {
    return no(1, 'The page takes too long to read, or nests too deeply', 'Split it into several pages.');
  }
  const [first] = parsed.children;
  const frontMatter = first?.type === 'yaml' ? first.value : undefined;
  const beginsOpen = frontMatter === undefined && /^---[ \t]*\n\s*[\w-]+:/.test(source);
  if (beginsOpen && /^\s*system[ \t]*:/m.test(source.slice(0, longestFrontMatter))) {
    return no(1, 'The front matter is never closed', 'End it with a line that holds only ---.');
  }
  return { ok: true, tree: parsed, source, frontMatter };
}

/** The refusal of a file that is too large to be read at all. */
export function tooLarge(): PageRead & { ok: false } {
  return no(1, 'The file is larger than 2 MB', 'Split it into several runbooks.');
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Undefined when the text takes too long or nests too deeply. */
export function parseMarkdown(source: string): Root | undefined {
  try {
    const read = bounded(limitMs, () => markdown.parse(source));
    return read.inTime && !nestsBelow(read.value, deepestNesting) ? read.value : undefined;
  } catch (thrown) {
    // Brackets or quotes nested thousands deep use up the stack.
    if (thrown instanceof RangeError) return undefined;
    throw thrown;
  }
}

function nestsBelow(node: Nodes, levels: number): boolean {
  if (levels === 0) return true;
  return 'children' in node && node.children.some((child) => nestsBelow(child, levels - 1));
}

export interface OpenFence {
  readonly line: number;
  readonly say: string;
  readonly hint: string;
}

/** The fences that are never closed. What stands below one may have been read as code. */
export function openFences(tree: Root, source: string): readonly OpenFence[] {
  const open = tree.children.flatMap(fences).filter((fence) => !isClosed(fence, source));
  const hint = 'Close it with the same marks, indented like its beginning; the rest of the page may be read as code.';
  return open.map(({ position }) => ({ line: position?.start.line ?? 1, say: 'This fence is never closed', hint }));
}

function fences(node: Nodes): Code[] {
  if (node.type === 'code') return [node];
  return 'children' in node ? node.children.flatMap(fences) : [];
}

function isClosed(node: Code, source: string): boolean {
  const { start, end } = node.position ?? {};
  const lines = source.slice(start?.offset ?? 0, end?.offset ?? 0).split('\n');
  const marks = /^(`{3,}|~{3,})/.exec(lines[0] ?? '')?.[1];
  if (marks === undefined) return true;
  const last = (lines.length > 1 ? lines.at(-1) : undefined)?.replace(/^[\s>]*/, '').trimEnd() ?? '';
  return last.length >= marks.length && last === marks.charAt(0).repeat(last.length);
}

function badLine(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.byteLength;
  // The first bad byte lies where a prefix stops decoding; a cut inside a character moves it by three bytes at most.
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (decodesUpTo(bytes, middle)) good = middle;
    else bad = middle;
  }
  return lineAt(bytes, good);
}

function decodesUpTo(bytes: Uint8Array, length: number): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, length), { stream: true });
    return true;
  } catch {
    return false;
  }
}

function lineAt(bytes: Uint8Array, offset: number): number {
  return bytes.subarray(0, offset).reduce((line, byte) => (byte === 10 ? line + 1 : line), 1);
}

function no(line: number, say: string, hint: string): PageRead & { ok: false } {
  return { ok: false, line, say, hint };
}
