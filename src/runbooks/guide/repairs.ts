// Places from which on a page cannot be read for certain: a fence that is never closed, or one that swallows what stands below it.
// From there on prose may be code and commands may be prose.

import type { Code, Nodes, Root } from 'mdast';
import type { Repair } from '../model.ts';
import { openFences } from '../page.ts';

/** In the order of the page. `torn` are the lines of a `<pre>` that an empty line ends. */
export function findRepairs(tree: Root, source: string, torn: readonly number[]): readonly Repair[] {
  const open = openFences(tree, source);
  const isBroken = open.length > 0;
  const swallowing = fencesOf(tree, source).flatMap((fence) => swallows(fence, isBroken) ?? []);
  const tears = torn.map((line) => ({
    line,
    say: 'This `<pre>` is not closed before the next empty line',
    hint: 'Write the code between fences instead.',
  }));
  const all = [...open, ...swallowing, ...tears].map((repair) => ({ ...repair, say: `${repair.say}.` }));
  return all.sort((a, b) => a.line - b.line);
}

interface Fence {
  readonly marks: string;
  readonly node: Code;
}

function fencesOf(node: Nodes, source: string): Fence[] {
  if (node.type !== 'code') return 'children' in node ? node.children.flatMap((child) => fencesOf(child, source)) : [];
  const start = node.position?.start.offset ?? 0;
  const marks = /^(?:`{3,}|~{3,})/.exec(source.slice(start, start + 100))?.[0];
  return marks === undefined ? [] : [{ marks, node }];
}

/** Kinds of blocks that hold Markdown on purpose. */
const quoting = /^(?:markdown|md|mdx|myst|rst|asciidoc|adoc|diff|patch|html|text|txt|plain|plaintext|mermaid)$/i;

/** Undefined for a block that holds code and nothing else. */
function swallows({ marks, node }: Fence, isBroken: boolean): Repair | undefined {
  const lines = node.value.split('\n');
  const first = node.position?.start.line ?? 1;
  const inner = lines.findIndex((line) => opensFence(line, marks));
  if (inner !== -1) {
    const say = `A block of code begins here and swallows the fence on line ${first + inner + 1}`;
    return { line: first, say, hint: 'Close the block, and indent its lines like its fence, before that line.' };
  }
  if (quoting.test(node.lang ?? '')) return undefined;
  const heading = lines.findIndex((line, index) => /^#{2,6} \S/.test(line) && lines[index - 1]?.trim() === '');
  // A comment may look like a heading, and a template may hold one; beside another sign of Markdown it is hardly either.
  if (heading === -1 || (!isBroken && signsIn(lines, node.lang ?? '') < 2)) return undefined;
  const say = `A block of code begins here and seems to swallow the heading on line ${first + heading + 1}`;
  return {
    line: first,
    say,
    hint: 'Close the block before the heading, or write markdown behind its marks if it is meant.',
  };
}

function opensFence(line: string, marks: string): boolean {
  const bare = line.trimStart();
  if (!bare.startsWith(marks)) return false;
  const info = bare.replace(/^(?:`+|~+)/, '').trim();
  return /^[A-Za-z{][\w+#.{}-]*(?:\s|$)/.test(info) && !info.includes('`');
}

/** How many kinds of lines there are that Markdown has and code hardly. */
function signsIn(lines: readonly string[], language: string): number {
  const signs = [/^\d{1,3}[.)] +[A-Z*`]/, /^\*\*[^*]+\*\*/, /^[-*] \[[ xX]\] /, /^\|.*\|\s*$/, /^>\s/];
  // An untagged block that begins with an empty line began as the end of another.
  const isEnd = language === '' && lines[0]?.trim() === '' ? 1 : 0;
  return isEnd + 1 + signs.filter((sign) => lines.some((line) => sign.test(line))).length;
}
