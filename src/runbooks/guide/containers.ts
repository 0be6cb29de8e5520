// Takes the containers that CommonMark does not know off a page, line by line, so that every line keeps its number and every block
// of code its bytes. A page without any comes back as it was.

import { type ContainerEnd, containerLine, endsHighlight, titled } from './container-line.ts';

/** One of several ways that a page offers side by side: `=== "Linux"`. Lines count from 1. */
export interface Tab {
  readonly title: string;
  readonly from: number;
  readonly to: number;
}

export interface Unwrapped {
  readonly source: string;
  readonly tabs: readonly Tab[];
  /** Lines that take in another file, which is not read. */
  readonly includes: readonly number[];
}

interface Open {
  readonly by: ContainerEnd | 'indent' | 'fence';
  /** Columns before the line that opened it. */
  readonly indent: number;
  /** The marks that close it, for a directive written as a fence. */
  readonly marks: string;
  readonly tab: { readonly title: string; readonly from: number } | undefined;
}

interface Scan {
  readonly lines: readonly string[];
  readonly open: Open[];
  readonly tabs: Tab[];
  readonly includes: number[];
  /** The fence that holds the present line, by its marks, or the name of a shortcode that does. */
  code: { readonly marks: string } | { readonly shortcode: string } | undefined;
  /** The end of the HTML that holds the present line. */
  html: string | undefined;
  /** The line before was the head of a directive, whose options may follow. */
  isHead: boolean;
}

/** Containers inside each other; every line is compared with all of them. */
const deepest = 30;

export function unwrapContainers(source: string): Unwrapped {
  const lines = source.split('\n');
  const scan: Scan = { lines, open: [], tabs: [], includes: [], code: undefined, html: undefined, isHead: false };
  const plain = lines.map((line, index) => {
    const isHead = scan.isHead;
    scan.isHead = false;
    return unwrapLine(line, index, isHead, scan);
  });
  while (scan.open.length > 0) close(scan, scan.open.length - 1, lines.length);
  const { tabs, includes } = scan;
  return { source: plain.join('\n'), tabs: tabs.sort((a, b) => a.from - b.from), includes };
}

function unwrapLine(raw: string, index: number, isAfterHead: boolean, scan: Scan): string {
  if (scan.code === undefined && scan.html === undefined) leaveIndented(raw, index, scan);
  const line = dedented(raw, scan.open.filter(({ by }) => by === 'indent').length);
  if (scan.html !== undefined) {
    if (line.toLowerCase().includes(scan.html)) scan.html = undefined;
    return line;
  }
  if (scan.code !== undefined) return codeLine(line, scan.code, scan);
  const fence = fenceOf(line);
  if (fence !== undefined) return fenceLine(line, index, fence, scan);
  if (isAfterHead && /^\s*:[a-z][\w-]*:(?:\s|$)/.test(line)) {
    scan.isHead = true;
    return '';
  }
  return otherLine(line, index, scan);
}

function leaveIndented(raw: string, index: number, scan: Scan): void {
  if (raw.trim() === '') return;
  const columns = columnsOf(raw);
  for (let last = lastBy(scan, 'indent'); last !== -1; last = lastBy(scan, 'indent')) {
    if (columns >= (scan.open[last]?.indent ?? 0) + 4) break;
    close(scan, last, index);
  }
}

function codeLine(line: string, code: NonNullable<Scan['code']>, scan: Scan): string {
  if ('shortcode' in code) {
    if (!endsHighlight(line, code.shortcode)) return line;
    scan.code = undefined;
    return manyMarks;
  }
  if (closesFence(line, code.marks)) scan.code = undefined;
  return line;
}

// Longer than any that code would hold.
const manyMarks = '`'.repeat(12);
const asMarkdown =
  /^(?:note|tip|hint|info|important|warning|caution|attention|danger|error|seealso|admonition|dropdown|details|sidebar|margin|tab(?:-set|-item|bed)?|tabs|card|grid(?:-item)?|topic|versionadded|versionchanged|deprecated)$/i;

function fenceLine(line: string, index: number, fence: Fence, scan: Scan): string {
  const [, name, rest = ''] = /^\{([\w:-]+)\}(.*)$/.exec(fence.info) ?? [];
  const inside = lastBy(scan, 'fence');
  if (inside !== -1 && fence.info === '' && closesFence(line, scan.open[inside]?.marks ?? '')) {
    close(scan, inside, index);
    return '';
  }
  if (name === 'include' || name === 'literalinclude') scan.includes.push(index + 1);
  if (name === undefined || !asMarkdown.test(name)) {
    scan.code = { marks: fence.marks };
    return line;
  }
  const title = rest.trim();
  const isTab = /^tab(?:-item)?$/.test(name);
  open(scan, { by: 'fence', indent: 0, marks: fence.marks, title, isTab }, index);
  scan.isHead = true;
  return isTab ? '' : titled(name, title);
}

function otherLine(line: string, index: number, scan: Scan): string {
  const found = containerLine(line);
  const margin = line.slice(0, line.length - line.trimStart().length);
  switch (found?.kind) {
    case undefined:
      scan.html = opensHtml(line);
      return line;
    case 'indents':
      if (!hasIndented(index, scan)) return line;
      // Measured in the page's own columns, since its content is too.
      open(scan, { ...found, by: 'indent', indent: columnsOf(scan.lines[index] ?? ''), marks: '' }, index);
      return found.isTab ? '' : margin + found.title;
    case 'opens':
      open(scan, { ...found, indent: 0, marks: '' }, index);
      scan.isHead = found.by === 'colons';
      return found.isTab ? '' : margin + found.title;
    case 'closes': {
      const last = lastBy(scan, found.by);
      if (last !== -1) close(scan, last, index);
      // Three slashes alone may be anything.
      return last === -1 && found.by === 'slashes' ? line : '';
    }
    case 'highlight':
      scan.code = { shortcode: found.end };
      return manyMarks + found.info;
    case 'includes':
      scan.includes.push(index + 1);
      return '';
    case 'furniture':
      return isHtmlBody(index, scan) ? line : margin + found.words;
  }
}

// Without an empty line, what is indented below a tag is the tag's text and no code.
function isHtmlBody(index: number, { lines }: Scan): boolean {
  const line = lines[index] ?? '';
  const next = lines[index + 1] ?? '';
  return line.trimStart().startsWith('<') && next.trim() !== '' && columnsOf(next) - columnsOf(line) >= 4;
}

// What begins like a container may be a sentence with three exclamation marks.
function hasIndented(index: number, { lines }: Scan): boolean {
  const next = lines[index + 1]?.trim() === '' ? lines[index + 2] : lines[index + 1];
  return columnsOf(next ?? '') >= columnsOf(lines[index] ?? '') + 4;
}

interface Fence {
  readonly marks: string;
  readonly info: string;
}

function fenceOf(line: string): Fence | undefined {
  const [, marks, info = ''] = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
  if (marks === undefined || (marks.startsWith('`') && info.includes('`'))) return undefined;
  return { marks, info: info.trim() };
}

function closesFence(line: string, marks: string): boolean {
  const bare = line.replace(/^[ \t>]*/, '').trimEnd();
  return bare.length >= marks.length && marks !== '' && bare === marks.charAt(0).repeat(bare.length);
}

function opensHtml(line: string): string | undefined {
  const match = /<(!--|pre\b|script\b|style\b)/i.exec(line);
  if (match === null) return undefined;
  const name = (match[1] ?? '').toLowerCase();
  const end = name === '!--' ? '-->' : `</${name}>`;
  return line.toLowerCase().includes(end, match.index) ? undefined : end;
}

function open(scan: Scan, what: Omit<Open, 'tab'> & { title: string; isTab: boolean }, index: number): void {
  const { by, indent, marks, title, isTab } = what;
  if (scan.open.length >= deepest) return;
  scan.open.push({ by, indent, marks, tab: isTab ? { title, from: index + 1 } : undefined });
}

/** `index` is the first line after it, counting from 0. */
function close(scan: Scan, at: number, index: number): void {
  const [closed] = scan.open.splice(at, 1);
  if (closed?.tab !== undefined) scan.tabs.push({ ...closed.tab, to: index });
}

function lastBy({ open: all }: Scan, by: Open['by']): number {
  return all.findLastIndex((each) => each.by === by);
}

function columnsOf(line: string): number {
  let columns = 0;
  for (const mark of line) {
    if (mark === ' ') columns += 1;
    else if (mark === '\t') columns += 4 - (columns % 4);
    else break;
  }
  return columns;
}

/** The line without the first `levels` times four columns, as far as they are blank. */
function dedented(line: string, levels: number): string {
  let at = 0;
  let left = levels * 4;
  while (left > 0 && at < line.length) {
    const mark = line.charAt(at);
    if (mark === ' ') left -= 1;
    else if (mark === '\t') left -= 4;
    else break;
    at += 1;
  }
  return line.slice(at);
}
